using Imcc.Core.Misses;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>The list of misses as editors and leads read it: groups with their counts, and one group with its examples.</summary>
public sealed class MissGroups
{
    private const int MostWordings = 60;
    private const int MostAnswers = 10;
    private const int MostRead = 5000;
    private const int DaysShown = 30;
    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly MissTrial _trial;
    private readonly TimeProvider _time;

    internal MissGroups(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, MissTrial trial, TimeProvider time) =>
        (_stores, _contexts, _trial, _time) = (stores, contexts, trial, time);

    /// <summary>The accounts whose messages this person reads.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator, editor nor lead.</exception>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> AccountsAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: false, cancellationToken);
        await using var context = _contexts.CreateDbContext();
        var rows = await context.Accounts.AsNoTracking().Where(a => scope.Accounts.Contains(a.Id)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(a => a.Name, StringComparer.CurrentCulture).Select(a => (a.Id, a.Name))];
    }

    public async Task<MissPage> ListAsync(Guid personId, MissFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: false, cancellationToken);
        await using var context = _stores.Home.Read();
        var counted = await CountedAsync(context, scope, filter, cancellationToken);
        var ordered = (filter.Order switch
        {
            MissOrder.Trend => counted.OrderByDescending(c => (2 * c.Late) - c.Count).ThenByDescending(c => c.Count),
            MissOrder.Latest => counted.OrderByDescending(c => c.LastAt),
            _ => counted.OrderByDescending(c => c.Count),
        }).ThenBy(c => c.Id).ToList();
        var shown = ordered.Skip(skip).Take(Math.Clamp(take, 1, 200)).ToList();
        var ids = shown.ConvertAll(c => c.Id);
        var rows = await context.MissGroups.Where(g => ids.Contains(g.Id)).ToDictionaryAsync(g => g.Id, cancellationToken);
        return new([.. shown.Select(c => Line(rows[c.Id], c.Count, c.Late, c.LastAt))], ordered.Count, ordered.Sum(c => c.Count));
    }

    /// <returns>Null: there is none, or none of whose messages this person may read.</returns>
    public async Task<MissSheet?> OpenAsync(Guid personId, Guid groupId, CancellationToken cancellationToken = default)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: false, cancellationToken);
        await using var context = _stores.Home.Read();
        if (await context.MissGroups.SingleOrDefaultAsync(g => g.Id == groupId, cancellationToken) is not { } row)
            return null;
        var merged = await context.MissGroups.Where(g => g.MergedInto == groupId).OrderByDescending(g => g.Misses).ToListAsync(cancellationToken);
        var family = merged.Select(g => g.Id).Append(groupId).ToArray();
        var rows = await scope.Of(context.Misses.Where(m => family.Contains(m.GroupId))).OrderByDescending(m => m.At).Take(MostRead).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return null;
        var now = _time.GetUtcNow();
        var misses = rows.FindAll(m => m.Source != MissSource.Sent);
        var middle = now - (Fortnight / 2);
        var line = Line(row, misses.Count, misses.Count(m => m.At >= middle), rows[0].At);
        return new(
            line,
            row.FirstAt,
            row.DecidedAt,
            row.DecidedBy is { } by ? await NameAsync(by, cancellationToken) : "",
            Days(misses, now),
            [.. rows.GroupBy(m => m.Key).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(m => m.At)).Take(MostWordings)
                .Select(g => new MissWording(g.Key, g.CountBy(m => m.Text).OrderByDescending(t => t.Value).ThenBy(t => t.Key.Length).First().Key, g.Count(), g.First().At, [.. g.Select(m => m.Source).Distinct().Order()]))],
            [.. rows.Where(m => m.Answer.Length > 0).GroupBy(m => m.Answer, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Take(MostAnswers).Select(g => new MissAnswer(g.Key, g.Count()))],
            _trial.Near(row.Leader, rows[0].AccountId, 5),
            await AlikeAsync(context, row, cancellationToken),
            [.. merged.Select(g => Line(g, g.Misses, 0, g.LastAt))],
            Effect(row, rows, now));
    }

    private static async Task<List<Counted>> CountedAsync(ConversationContext context, MissScope scope, MissFilter filter, CancellationToken cancellationToken)
    {
        var middle = filter.From + ((filter.To - filter.From) / 2);
        var misses = scope.Of(context.Misses.Where(m => m.At >= filter.From && m.At < filter.To && m.Source != MissSource.Sent));
        if (filter.AccountId is { } account)
            misses = misses.Where(m => m.AccountId == account);
        if (filter.Words.Trim() is { Length: > 0 } words)
            misses = misses.Where(m => m.Text.Contains(words));
        // What a person said is one counts as one.
        return await misses
            .Join(context.MissGroups, m => m.GroupId, g => g.Id, (m, g) => new { m.At, Group = g.MergedInto ?? g.Id })
            .Join(context.MissGroups.Where(g => filter.IsDecided ? g.State != MissState.Open : g.State == MissState.Open), m => m.Group, g => g.Id, (m, g) => new { m.At, m.Group })
            .GroupBy(m => m.Group)
            .Select(g => new Counted(g.Key, g.Count(), g.Sum(m => m.At >= middle ? 1 : 0), g.Max(m => m.At)))
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<MissLine>> AlikeAsync(ConversationContext context, MissGroupRow row, CancellationToken cancellationToken)
    {
        // The rarest pair of characters that open groups share with it: cheap, and a person judges.
        var pairs = Enumerable.Range(0, Math.Max(row.Leader.Length - 1, 0)).Select(i => row.Leader.Substring(i, 2)).Where(p => p.All(char.IsLetterOrDigit)).Distinct().Take(12).ToList();
        var alike = new Dictionary<Guid, (MissGroupRow Row, int Shared)>();
        foreach (var pair in pairs)
        {
            foreach (var other in await context.MissGroups.Where(g => g.State == MissState.Open && g.Id != row.Id && g.Leader.Contains(pair)).OrderByDescending(g => g.Misses).Take(30).ToListAsync(cancellationToken))
                alike[other.Id] = (other, alike.GetValueOrDefault(other.Id).Shared + 1);
        }

        return [.. alike.Values.Where(a => a.Shared * 3 >= pairs.Count).OrderByDescending(a => (double)a.Shared / (a.Row.Leader.Length + row.Leader.Length)).ThenByDescending(a => a.Row.Misses).Take(6)
            .Select(a => Line(a.Row, a.Row.Misses, 0, a.Row.LastAt))];
    }

    private MissEffect? Effect(MissGroupRow row, List<MissRow> rows, DateTimeOffset now)
    {
        if (row.State == MissState.Open || row.DecidedAt is not { } decided)
            return null;
        var (tried, found) = _trial.Try(rows.DistinctBy(m => m.Key).Select(m => (m.Text, m.AccountId)));
        var since = now - decided < Fortnight ? now - decided : Fortnight;
        var misses = rows.FindAll(m => m.Source != MissSource.Sent);
        return new(
            tried,
            Math.Min(row.FoundBefore, tried),
            found,
            misses.Count(m => m.At < decided && m.At >= decided - Fortnight) / Fortnight.TotalDays,
            misses.Count(m => m.At >= decided && m.At < decided + since) / Math.Max(since.TotalDays, 1));
    }

    private static List<(DateOnly Day, int Count)> Days(List<MissRow> misses, DateTimeOffset now)
    {
        var counts = misses.CountBy(m => DateOnly.FromDateTime(m.At.UtcDateTime)).ToDictionary();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return [.. Enumerable.Range(0, DaysShown).Select(i => today.AddDays(i - DaysShown + 1)).Select(d => (d, counts.GetValueOrDefault(d)))];
    }

    private async Task<string> NameAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        return await context.Users.Where(u => u.Id == personId).Select(u => u.UserName).SingleOrDefaultAsync(cancellationToken) ?? "";
    }

    private static MissLine Line(MissGroupRow row, int count, int late, DateTimeOffset lastAt) => new(row.Id, row.Leader, count, late, lastAt, row.State, row.Note, row.TargetId);

    private sealed record Counted(Guid Id, int Count, int Late, DateTimeOffset LastAt);
}

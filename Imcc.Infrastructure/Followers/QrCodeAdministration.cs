using System.Globalization;
using System.Security.Cryptography;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Followers;

/// <summary>QR codes on screen: an administrator sees and changes those of the units under their own.</summary>
public sealed class QrCodeAdministration
{
    public const int PageSize = 50;

    /// <summary>Codes in one exported file.</summary>
    public const int MostExported = 2000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly QrScans _scans;

    internal QrCodeAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, QrScans scans) => (_contexts, _change, _scans) = (contexts, change, scans);

    /// <summary>The WeChat accounts that the administrator may make codes for.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> AccountsAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var units = (await AdminGate.AdmitAsync(context, actorId, cancellationToken)).UnitIds;
        var accounts = await context.Accounts.AsNoTracking().Where(a => a.Kind == ChannelKind.WeChat && units.Contains(a.OrgUnitId)).OrderBy(a => a.Name).Select(a => new { a.Id, a.Name }).ToListAsync(cancellationToken);
        return [.. accounts.Select(a => (a.Id, a.Name))];
    }

    /// <param name="text">A part of the name, the campaign or the scene; empty: all.</param>
    /// <param name="take">At most <see cref="MostExported"/>.</param>
    public async Task<QrCodePage> ListAsync(Guid actorId, Guid accountId, string text, int skip = 0, int take = PageSize, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var units = (await AdminGate.AdmitAsync(context, actorId, cancellationToken)).UnitIds;
        var mine = context.QrCodes.AsNoTracking().Where(c => c.AccountId == accountId && units.Contains(c.OrgUnitId));
        text = text.Trim();
        var found = text.Length == 0 ? mine : mine.Where(c => c.Name.Contains(text) || c.Campaign.Contains(text) || c.Scene == text);
        var rows = await found.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Skip(skip).Take(Math.Clamp(take, 1, MostExported)).ToListAsync(cancellationToken);
        var figures = await _scans.TotalsAsync(accountId, [.. rows.Select(r => r.Scene)], cancellationToken);
        var permanent = await context.QrCodes.CountAsync(c => c.AccountId == accountId && (c.Kind == QrCodeKind.PermanentWord || c.Kind == QrCodeKind.PermanentNumber), cancellationToken);
        return new([.. rows.Select(r => Line(r, figures.GetValueOrDefault(r.Scene, QrFigures.None)))], await found.CountAsync(cancellationToken), permanent);
    }

    /// <returns>Null: there is none, or it is not this administrator's.</returns>
    public async Task<QrCodeLine?> FindAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var units = (await AdminGate.AdmitAsync(context, actorId, cancellationToken)).UnitIds;
        var row = await context.QrCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && units.Contains(c.OrgUnitId), cancellationToken);
        return row is null ? null : Line(row, (await _scans.TotalsAsync(row.AccountId, [row.Scene], cancellationToken)).GetValueOrDefault(row.Scene, QrFigures.None));
    }

    /// <summary>Day by day, those on which something happened; days as yyyyMMdd in China.</summary>
    public Task<IReadOnlyList<(int Day, QrFigures Figures)>> DaysAsync(QrCodeLine code, CancellationToken cancellationToken = default) =>
        _scans.DaysAsync(code.Draft.AccountId, code.Scene, cancellationToken);

    public Task<ChangeOutcome> SaveAsync(Guid actorId, QrCodeDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        unit => draft.Id is null ? MakeAsync(unit, draft, cancellationToken) : ChangeAsync(unit, draft, cancellationToken),
        cancellationToken);

    /// <summary>WeChat is asked once more for a code that it did not make, or whose time is over.</summary>
    public Task<ChangeOutcome> MakeAgainAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (await FindAsync(unit, id, cancellationToken) is not { } row)
                return id;
            (row.NotBefore, row.Attempts, row.LastError) = (unit.Now, 0, "");
            unit.Audit("qrcode.again", id, row.Name);
            return id;
        },
        cancellationToken);

    private static async Task<Guid> MakeAsync(ChangeUnit unit, QrCodeDraft draft, CancellationToken cancellationToken)
    {
        var account = await unit.Context.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == draft.AccountId && a.Kind == ChannelKind.WeChat, cancellationToken);
        if (account is null)
        {
            unit.Refuse(nameof(draft.AccountId), "Missing");
            return Guid.Empty;
        }

        unit.OrgUnit(nameof(draft.AccountId), account.OrgUnitId);
        var names = draft.FurtherNames.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Prepend(draft.Name.Trim()).ToList();
        foreach (var name in names)
            unit.Name(nameof(draft.Name), name, QrCode.LongestName);
        if (names.Count > QrCodeRules.LargestBatch)
            unit.Refuse(nameof(draft.FurtherNames), "TooManyOfThem", QrCodeRules.LargestBatch);
        if (!Enum.IsDefined(draft.Kind))
            unit.Refuse(nameof(draft.Kind), "Missing");
        if (!draft.Kind.IsPermanent())
            unit.Range(nameof(draft.Hours), draft.Hours, 1, (int)QrCodeRules.LongestLife.TotalHours);
        await CheckAsync(unit, draft, cancellationToken);
        var all = unit.Context.QrCodes.Where(c => c.AccountId == draft.AccountId);
        if (draft.Kind.IsPermanent() && await all.CountAsync(c => c.Kind == QrCodeKind.PermanentWord || c.Kind == QrCodeKind.PermanentNumber, cancellationToken) + names.Count > QrCodeRules.MostPermanent)
            unit.Refuse("", "TooManyOfThem", QrCodeRules.MostPermanent);
        if (unit.Problems.Count > 0)
            return Guid.Empty;

        var numbers = draft.Kind != QrCodeKind.PermanentNumber ? [] : QrCodeRules.FreeNumbers(
            (await all.Where(c => c.Kind == QrCodeKind.PermanentNumber).Select(c => c.Scene).ToListAsync(cancellationToken)).Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToHashSet(), names.Count);
        var first = Guid.Empty;
        for (var i = 0; i < names.Count; i++)
        {
            var row = new QrCodeRow
            {
                Id = Guid.CreateVersion7(unit.Now),
                AccountId = account.Id,
                OrgUnitId = account.OrgUnitId,
                Kind = draft.Kind,
                Scene = numbers.Count > 0 ? numbers[i].ToString(CultureInfo.InvariantCulture) : QrCodeRules.NewScene(draft.Kind, RandomNumberGenerator.GetBytes(12)),
                LivesFor = draft.Kind.IsPermanent() ? null : draft.Hours * 3600,
                NotBefore = unit.Now,
                CreatedAt = unit.Now,
            };
            Write(row, draft, names[i]);
            unit.Context.QrCodes.Add(row);
            unit.Audit("qrcode.created", row.Id, row.Name, row.Scene);
            if (i == 0)
                first = row.Id;
        }

        return first;
    }

    private static async Task<Guid> ChangeAsync(ChangeUnit unit, QrCodeDraft draft, CancellationToken cancellationToken)
    {
        if (await FindAsync(unit, draft.Id!.Value, cancellationToken) is not { } row)
            return draft.Id.Value;
        if (row.Rev != draft.Rev)
            unit.Refuse("", "ChangedMeanwhile");
        var name = unit.Name(nameof(draft.Name), draft.Name, QrCode.LongestName);
        await CheckAsync(unit, draft, cancellationToken);
        if (unit.Problems.Count > 0)
            return row.Id;
        Write(row, draft, name);
        if (unit.Context.Entry(row).State is EntityState.Unchanged)
            return row.Id;
        unit.Audit("qrcode.changed", row.Id, row.Name, unit.Changed(row));
        row.Rev++;
        return row.Id;
    }

    private static async Task CheckAsync(ChangeUnit unit, QrCodeDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Campaign.Trim().Length > QrCode.LongestCampaign)
            unit.Refuse(nameof(draft.Campaign), "TooLong", QrCode.LongestCampaign);
        if (draft.Welcome.Trim().Length > QrCode.LongestWelcome)
            unit.Refuse(nameof(draft.Welcome), "TooLong", QrCode.LongestWelcome);
        if (draft.GroupId is { } group && !await unit.Context.SkillGroups.AnyAsync(g => g.Id == group, cancellationToken))
            unit.Refuse(nameof(draft.GroupId), "Gone");
        if (draft.AgentId is { } agent)
        {
            var skills = await unit.Context.AgentSkills.Where(s => s.AgentId == agent).Select(s => s.GroupId).ToListAsync(cancellationToken);
            // Whoever does not work in the group is never asked: the code would lead nobody there.
            if (skills.Count == 0 || (draft.GroupId is { } of && !skills.Contains(of)))
                unit.Refuse(nameof(draft.AgentId), "AgentNotInGroup");
        }
    }

    private static void Write(QrCodeRow row, QrCodeDraft draft, string name) =>
        (row.Name, row.Campaign, row.GroupId, row.AgentId, row.Welcome, row.ConnectsAtOnce, row.Enabled) =
            (name, draft.Campaign.Trim(), draft.GroupId, draft.AgentId, draft.Welcome.Trim(), draft.ConnectsAtOnce, draft.Enabled);

    private static async Task<QrCodeRow?> FindAsync(ChangeUnit unit, Guid id, CancellationToken cancellationToken)
    {
        var row = await unit.Context.QrCodes.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (row is not null && unit.OrgUnits.Contains(row.OrgUnitId))
            return row;
        unit.Refuse("", "Gone");
        return null;
    }

    private static QrCodeLine Line(QrCodeRow row, QrFigures figures) => new(
        new QrCodeDraft
        {
            Id = row.Id,
            Rev = row.Rev,
            AccountId = row.AccountId,
            Kind = row.Kind,
            Hours = (row.LivesFor ?? 0) / 3600,
            Name = row.Name,
            Campaign = row.Campaign,
            GroupId = row.GroupId,
            AgentId = row.AgentId,
            Welcome = row.Welcome,
            ConnectsAtOnce = row.ConnectsAtOnce,
            Enabled = row.Enabled,
        },
        row.Scene,
        row.Ticket,
        row.Url,
        row.NotBefore is null ? row.LastError : "",
        row.CreatedAt,
        row.ExpiresAt,
        figures);
}

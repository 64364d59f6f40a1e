using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>Robots on screen: the head office's administrators set them up, and try them.</summary>
public sealed class RobotAdministration
{
    private const int Most = 10;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly AnswerChange _change;
    private readonly Robots _robots;
    private readonly RobotCaller _caller;
    private readonly SecretSeal _seal;
    private readonly IOptions<RobotOptions> _options;

    internal RobotAdministration(IDbContextFactory<DirectoryContext> contexts, AnswerChange change, Robots robots, RobotCaller caller, SecretSeal seal, IOptions<RobotOptions> options) =>
        (_contexts, _change, _robots, _caller, _seal, _options) = (contexts, change, robots, caller, seal, options);

    public async Task<RobotDesk> OpenAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.Robots.AsNoTracking().ToListAsync(cancellationToken);
        var accounts = await context.Accounts.AsNoTracking().ToListAsync(cancellationToken);
        return new([.. rows.OrderBy(r => r.Position).ThenBy(r => r.CreatedAt).Select(DraftOf)], [.. accounts.OrderBy(a => a.CreatedAt).Select(a => (a.Id, a.Name))]);
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, RobotDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        AnswerStock.Robots,
        async (unit, _) =>
        {
            if (!await MayAsync(unit, cancellationToken))
                return Guid.Empty;
            var row = draft.Id is { } id
                ? await unit.Context.Robots.SingleOrDefaultAsync(r => r.Id == id, cancellationToken)
                : new() { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
                unit.Refuse("", "Gone");
            else if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            if (draft.Id is null && await unit.Context.Robots.CountAsync(cancellationToken) >= Most)
                unit.Refuse("", "TooManyOfThem", Most);
            Check(unit, draft);
            if (unit.Problems.Count > 0)
                return Guid.Empty;
            Fill(row!, draft);
            if (draft.Id is null)
                unit.Context.Robots.Add(row!);
            unit.Audit(draft.Id is null ? "robot.created" : "robot.changed", row!.Id, row.Name, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        AnswerStock.Robots,
        async (unit, _) =>
        {
            if (!await MayAsync(unit, cancellationToken))
                return id;
            if (await unit.Context.Robots.SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is { } row)
            {
                unit.Context.Robots.Remove(row);
                unit.Audit("robot.deleted", id, row.Name);
            }
            else
            {
                unit.Refuse("", "Gone");
            }

            return id;
        },
        cancellationToken);

    /// <summary>Asks the robot as it stands in the draft, saved or not; it counts for nothing.</summary>
    public async Task<RobotReply> TryAsync(Guid actorId, RobotDraft draft, AnswerAsk ask, string account, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        if (rights.Actor!.OrgUnitId != OrgUnitRow.RootId)
            throw new UnauthorizedAccessException($"User {actorId} tries no robots.");
        var stored = draft.Id is { } id ? await context.Robots.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) : null;
        // A stored secret goes where it was stored for, and nowhere else.
        var secret = draft.NewSecret.Length > 0 ? draft.NewSecret : stored?.Url == draft.Url.Trim() && stored.Kind == draft.Kind ? stored.ToSettings(_seal)?.Secret ?? "" : "";
        var robot = new RobotSettings(
            stored?.Id ?? Guid.Empty, draft.Name, draft.Kind, draft.Url.Trim(), draft.Proof, secret, draft.Model.Trim(), draft.Prompt.Trim(),
            TimeSpan.FromMilliseconds(Math.Clamp(draft.Timeout, RobotSettings.ShortestTimeout.TotalMilliseconds, RobotSettings.LongestTimeout.TotalMilliseconds)), draft.MinConfidence / 100.0, []);
        return await _caller.AskAsync(robot, RobotQuestion.Of(ask, account), cancellationToken);
    }

    private static async Task<bool> MayAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (!await unit.Context.Admins().AnyAsync(a => a.Id == unit.Actor!.Id, cancellationToken))
        {
            unit.Refuse("", "NotAllowed");
            return false;
        }

        return unit.HeadOffice();
    }

    private void Check(ChangeUnit unit, RobotDraft draft)
    {
        unit.Name(nameof(draft.Name), draft.Name, RobotRow.MaxName);
        if (draft.Url.Trim().Length > RobotRow.MaxUrl)
            unit.Refuse(nameof(draft.Url), "TooLong", RobotRow.MaxUrl);
        else if (RobotAddress.Problem(draft.Url.Trim(), _options.Value.AllowPrivateHosts) is { } problem)
            unit.Refuse(nameof(draft.Url), problem);
        if (draft.Kind == RobotKind.Chat)
            unit.Name(nameof(draft.Model), draft.Model, RobotRow.MaxModel);
        if (draft.Prompt.Trim().Length > RobotRow.MaxPrompt)
            unit.Refuse(nameof(draft.Prompt), "TooLong", RobotRow.MaxPrompt);
        if (draft.NewSecret.Length > RobotRow.MaxSecret)
            unit.Refuse(nameof(draft.NewSecret), "TooLong", RobotRow.MaxSecret);
        else if (draft.NewSecret.Any(c => char.IsControl(c) || c > 0x7e))
            unit.Refuse(nameof(draft.NewSecret), "ControlCharacters");
        if (draft.Proof != RobotProof.None && draft.NewSecret.Length == 0 && !draft.HasSecret)
            unit.Refuse(nameof(draft.NewSecret), "Missing");
        unit.Range(nameof(draft.Timeout), draft.Timeout, (int)RobotSettings.ShortestTimeout.TotalMilliseconds, (int)RobotSettings.LongestTimeout.TotalMilliseconds);
        unit.Range(nameof(draft.MinConfidence), draft.MinConfidence, 0, 100);
    }

    private void Fill(RobotRow row, RobotDraft draft)
    {
        (row.Name, row.Kind, row.Enabled, row.Position, row.Url) = (draft.Name.Trim(), draft.Kind, draft.Enabled, draft.Position, draft.Url.Trim());
        (row.Proof, row.Model, row.Prompt, row.Timeout, row.MinConfidence) = (draft.Proof, draft.Model.Trim(), draft.Prompt.Trim(), draft.Timeout, draft.MinConfidence);
        row.Accounts = JsonSerializer.Serialize(draft.Accounts.Order(), DirectoryJson.Options);
        if (draft.NewSecret.Length > 0)
            row.Secret = _seal.Seal(row.Id, new(AppSecret: draft.NewSecret));
    }

    private RobotDraft DraftOf(RobotRow row)
    {
        var record = _robots.RecordOf(row.Id);
        return new()
        {
            Id = row.Id,
            Rev = row.Rev,
            Name = row.Name,
            Kind = row.Kind,
            Enabled = row.Enabled,
            Position = row.Position,
            Url = row.Url,
            Proof = row.Proof,
            HasSecret = row.Secret is not null,
            Model = row.Model,
            Prompt = row.Prompt,
            Timeout = row.Timeout,
            MinConfidence = row.MinConfidence,
            Accounts = [.. JsonSerializer.Deserialize<ImmutableArray<Guid>>(row.Accounts, DirectoryJson.Options)],
            Standing = new(record.Asked, record.Answered, record.Failed, record.Circuit.IsOpen, record.Last),
        };
    }
}

/// <param name="Accounts">All, whose customers a robot can answer.</param>
public sealed record RobotDesk(IReadOnlyList<RobotDraft> Robots, IReadOnlyList<(Guid Id, string Name)> Accounts);

using Imcc.Core.Replies;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Replies;

/// <summary>A group's or the company's quick reply as it is edited on screen.</summary>
public sealed class ReplyDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    /// <summary>Null: everybody's.</summary>
    public Guid? GroupId { get; set; }

    public string Category { get; set; } = "";

    public string Title { get; set; } = "";

    public string Text { get; set; } = "";

    public string Code { get; set; } = "";
}

/// <summary>
/// Quick replies on screen: an administrator edits those of the groups in their units and, at the head office, everybody's; a lead those
/// of the groups that they are in.
/// </summary>
public sealed class ReplyAdministration
{
    private const int Most = 3000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal ReplyAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    /// <summary>What this person may edit, and where new ones may go.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<ReplyDesk> OpenAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var person = await AdminGate.PersonAsync(context, personId, cancellationToken);
        var rights = await ReplyRights.OfAsync(context, person.Actor!, person.UnitIds, cancellationToken);
        if (rights is { IsCompany: false, Groups.Count: 0 })
            throw new UnauthorizedAccessException($"User {personId} edits no quick replies.");
        var rows = await context.QuickReplies.AsNoTracking().Where(r => r.AgentId == null).ToListAsync(cancellationToken);
        return new(
            rights.IsCompany,
            [.. rights.Groups.Select(g => (g.Key, g.Value))],
            [.. QuickReplyRow.InOrder(rows.Where(r => rights.May(r.GroupId))).Select(r => new ReplyDraft
            {
                Id = r.Id, Rev = r.Rev, GroupId = r.GroupId, Category = r.Category, Title = r.Title, Text = r.Text, Code = r.Code,
            })]);
    }

    public Task<ChangeOutcome> SaveAsync(Guid personId, ReplyDraft draft, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            var rights = await ReplyRights.OfAsync(unit.Context, unit.Actor!, unit.OrgUnits, cancellationToken);
            var row = draft.Id is { } id ? await FindAsync(unit, rights, id, cancellationToken) : new QuickReplyRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
                return Guid.Empty;
            if (!rights.May(draft.GroupId))
                unit.Refuse(nameof(draft.GroupId), "NotAllowed");
            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            await CheckAsync(unit, draft, cancellationToken);
            if (unit.Problems.Count > 0)
                return row.Id;

            (row.GroupId, row.Category, row.Title, row.Text, row.Code) = (draft.GroupId, draft.Category.Trim(), draft.Title.Trim(), draft.Text.Trim(), draft.Code.Trim());
            if (draft.Id is null)
            {
                row.Position = (await unit.Context.QuickReplies.Where(r => r.AgentId == null).MaxAsync(r => (int?)r.Position, cancellationToken) ?? -1) + 1;
                unit.Context.QuickReplies.Add(row);
            }
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
            {
                return row.Id;
            }

            unit.Audit(draft.Id is null ? "reply.created" : "reply.changed", row.Id, row.Title, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid id, CancellationToken cancellationToken = default) => _change.MakeByPersonAsync(
        personId,
        async unit =>
        {
            var rights = await ReplyRights.OfAsync(unit.Context, unit.Actor!, unit.OrgUnits, cancellationToken);
            if (await FindAsync(unit, rights, id, cancellationToken) is not { } row)
                return id;
            unit.Context.QuickReplies.Remove(row);
            unit.Audit("reply.deleted", id, row.Title);
            return id;
        },
        cancellationToken);

    private static async Task CheckAsync(ChangeUnit unit, ReplyDraft draft, CancellationToken cancellationToken)
    {
        unit.Name(nameof(draft.Title), draft.Title, QuickReply.MaxTitle);
        if (draft.Text.Trim().Length == 0)
            unit.Refuse(nameof(draft.Text), "Missing");
        else if (draft.Text.Trim().Length > QuickReply.MaxText)
            unit.Refuse(nameof(draft.Text), "TooLong", QuickReply.MaxText);
        if (ReplyVariables.Unknown(draft.Text) is [var unknown, ..])
            unit.Refuse(nameof(draft.Text), "PlaceholderUnknown", unknown);
        if (draft.Category.Trim().Length > QuickReply.MaxCategory)
            unit.Refuse(nameof(draft.Category), "TooLong", QuickReply.MaxCategory);
        if (draft.Code.Trim() is var code && code.Length > QuickReply.MaxCode)
            unit.Refuse(nameof(draft.Code), "TooLong", QuickReply.MaxCode);
        if ((draft.Category + draft.Code + draft.Text).Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || code.Any(char.IsWhiteSpace))
            unit.Refuse(nameof(draft.Code), "ControlCharacters");
        if (draft.Id is null && await unit.Context.QuickReplies.CountAsync(r => r.AgentId == null, cancellationToken) >= Most)
            unit.Refuse("", "TooManyOfThem", Most);
    }

    // What may not be edited is not told from what is not there.
    private static async Task<QuickReplyRow?> FindAsync(ChangeUnit unit, ReplyRights rights, Guid id, CancellationToken cancellationToken)
    {
        var row = await unit.Context.QuickReplies.SingleOrDefaultAsync(r => r.Id == id && r.AgentId == null, cancellationToken);
        if (row is not null && rights.May(row.GroupId))
            return row;
        unit.Refuse("", "Gone");
        return null;
    }
}

/// <param name="IsCompany">Everybody's may be edited too.</param>
public sealed record ReplyDesk(bool IsCompany, IReadOnlyList<(Guid Id, string Name)> Groups, IReadOnlyList<ReplyDraft> Replies);

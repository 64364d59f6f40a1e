using Imcc.Core.Contacts;
using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>A customer's card in memory, as a test arranges it; commands are recorded and change it.</summary>
internal sealed class FakeCustomers : ICustomers
{
    public List<string> Commands { get; } = [];

    /// <summary>What the next commands of this name come back with.</summary>
    public Dictionary<string, CommandOutcome> Outcomes { get; } = [];

    public CustomerProfile Profile { get; set; } = new()
    {
        PersonId = FakeWorkplace.Id(900),
        Identities = [new(FakeWorkplace.Id(2010), Core.Channels.ChannelKind.WeChat, "服务号", "陈思远", "oT3kQ", "", FakeWorkplace.Start, true)],
        Attributes = [],
        Notes = [],
        Links = [],
        Merges = [],
    };

    public List<CustomerFound> Others { get; } = [];

    public List<string> Searched { get; } = [];

    public List<HistoryHit> Timeline { get; } = [];

    public Task<CustomerProfile?> ReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Task.FromResult<CustomerProfile?>(Profile);

    public Task<CommandOutcome> SaveAttributeAsync(Guid agentId, Guid conversationId, Guid attributeId, string value, CancellationToken cancellationToken = default) =>
        DoAsync("attribute " + value, () => Profile = Profile with { Attributes = [.. Profile.Attributes.Select(a => a.Attribute.Id == attributeId ? a with { Value = value } : a)] });

    public Task<CommandOutcome> AddNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default) =>
        DoAsync("note " + text, () => Profile = Profile with { Notes = [.. Profile.Notes, new(noteId, text, "林晓芸", FakeWorkplace.Start, null, true, true)] });

    public Task<CommandOutcome> EditNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default) =>
        DoAsync("edit " + text, () => Profile = Profile with { Notes = [.. Profile.Notes.Select(n => n.Id == noteId ? n with { Text = text } : n)] });

    public Task<CommandOutcome> DeleteNoteAsync(Guid agentId, Guid conversationId, Guid noteId, bool isDeleted = true, CancellationToken cancellationToken = default) =>
        DoAsync(isDeleted ? "delete" : "restore", () => Profile = Profile with { Notes = isDeleted ? [.. Profile.Notes.Where(n => n.Id != noteId)] : [new(noteId, "回来了", "林晓芸", FakeWorkplace.Start, null, true, true)] });

    public Task<IReadOnlyList<CustomerFound>> FindAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default)
    {
        Searched.Add(text);
        return Task.FromResult<IReadOnlyList<CustomerFound>>([.. Others.Where(o => o.Name.Contains(text, StringComparison.Ordinal))]);
    }

    public Task<CommandOutcome> MergeAsync(Guid agentId, Guid conversationId, Guid otherConversationId, CancellationToken cancellationToken = default) =>
        DoAsync("merge " + otherConversationId, () => Profile = Profile with
        {
            Identities = [.. Profile.Identities, new(FakeWorkplace.Id(2011), Core.Channels.ChannelKind.WebChat, "网站", "访客 1234", "v1234", "", FakeWorkplace.Start, false)],
            Merges = [new(FakeWorkplace.Id(901), PersonLinkKind.ByHand, "林晓芸", FakeWorkplace.Start, ["访客 1234"])],
        });

    public Task<CommandOutcome> UndoMergeAsync(Guid agentId, Guid conversationId, Guid mergeId, CancellationToken cancellationToken = default) =>
        DoAsync("undo " + mergeId, () => Profile = Profile with { Identities = [Profile.Identities[0]], Merges = [] });

    public Task<CommandOutcome> BlockAsync(Guid agentId, Guid conversationId, string reason, CancellationToken cancellationToken = default) =>
        DoAsync("block " + reason, () => Profile = Profile with { BlockedAt = reason.Length == 0 ? null : FakeWorkplace.Start, BlockReason = reason });

    public Task<HistoryPage> TimelineAsync(Guid agentId, Guid conversationId, string text, int skip, int take, CancellationToken cancellationToken = default)
    {
        var found = Timeline.Where(h => text.Length == 0 || h.Conversation.Preview.Contains(text, StringComparison.Ordinal)).ToList();
        return Task.FromResult(new HistoryPage([.. found.Skip(skip).Take(take)], found.Count));
    }

    private Task<CommandOutcome> DoAsync(string command, Action carryOut)
    {
        Commands.Add(command);
        var outcome = Outcomes.GetValueOrDefault(command.Split(' ')[0], CommandOutcome.Done);
        if (outcome == CommandOutcome.Done)
            carryOut();
        return Task.FromResult(outcome);
    }
}

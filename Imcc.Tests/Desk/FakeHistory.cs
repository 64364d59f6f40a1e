using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>What a search would find, as a test arranges it; what was asked is recorded.</summary>
internal sealed class FakeHistory : IHistory
{
    public List<HistoryQuery> Asked { get; } = [];

    public List<HistoryHit> Hits { get; } = [];

    public int? BuiltPercent { get; set; } = 100;

    public Dictionary<Guid, DeskConversation> Conversations { get; } = [];

    public Task<HistoryPage> SearchAsync(Guid agentId, HistoryQuery query, CancellationToken cancellationToken = default)
    {
        Asked.Add(query);
        return Task.FromResult(new HistoryPage([.. Hits.Skip(query.Skip).Take(query.Take)], Hits.Count, BuiltPercent, BuiltPercent is null ? CommandOutcome.Unavailable : CommandOutcome.Done));
    }

    public Task<DeskConversation?> FindAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Conversations.GetValueOrDefault(conversationId));

    public HistoryChoices Choices() => new([new(FakeWorkplace.Me, "林晓芸")], [new(FakeWorkplace.Id(51), "信用卡")], [Core.Channels.ChannelKind.WeChat]);
}

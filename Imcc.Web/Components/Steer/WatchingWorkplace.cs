using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Steer;

/// <summary>
/// A workplace for looking at others' conversations: it is no screen that anything is offered to, its lists are empty, a remark is a whisper
/// to the agent, and a reply is said beside the agent. What only whoever serves may do is refused where it is decided.
/// </summary>
internal sealed class WatchingWorkplace(IWorkplace inner, ISteering steering) : IWorkplace
{
    /// <summary>From now on the supervisor is at a screen of their own: whoever takes a conversation over must be.</summary>
    public Task<IAsyncDisposable> TakeSeatAsync(Guid agentId, CancellationToken cancellationToken) => inner.ConnectAsync(agentId, _ => Task.CompletedTask, cancellationToken);

    public async Task<DeskSnapshot> OpenAsync(Guid agentId, CancellationToken cancellationToken = default) =>
        await inner.OpenAsync(agentId, cancellationToken) with { Mine = [], Queue = [], WaitingCount = 0, Parked = [], Asked = [], Messages = [], Owed = [] };

    public Task<IAsyncDisposable> ConnectAsync(Guid agentId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default) => Task.FromResult<IAsyncDisposable>(new Nothing());

    public Task<CommandOutcome> ReplyAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default) =>
        steering.SpeakAsync(agentId, conversationId, messageId, content, cancellationToken: cancellationToken);

    public Task<CommandOutcome> RemarkAsync(Guid agentId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default) =>
        steering.WhisperAsync(agentId, conversationId, messageId, text, cancellationToken);

    public Task<CommandOutcome> SetPresenceAsync(Guid agentId, Presence presence, Guid? reasonId = null, CancellationToken cancellationToken = default) =>
        inner.SetPresenceAsync(agentId, presence, reasonId, cancellationToken);

    public Task<CommandOutcome> AcceptAsync(Guid agentId, Guid conversationId, Guid offerId, CancellationToken cancellationToken = default) =>
        inner.AcceptAsync(agentId, conversationId, offerId, cancellationToken);

    public Task<CommandOutcome> DeclineAsync(Guid agentId, Guid conversationId, Guid offerId, string reason = "", CancellationToken cancellationToken = default) =>
        inner.DeclineAsync(agentId, conversationId, offerId, reason, cancellationToken);

    public Task<CommandOutcome> ResendAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default) =>
        inner.ResendAsync(agentId, conversationId, messageId, cancellationToken);

    public Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => inner.EndAsync(agentId, conversationId, cancellationToken);

    public Task<CommandOutcome> SaveNoteAsync(Guid agentId, Guid conversationId, string note, CancellationToken cancellationToken = default) =>
        inner.SaveNoteAsync(agentId, conversationId, note, cancellationToken);

    public Task<CommandOutcome> FinishWrapUpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        inner.FinishWrapUpAsync(agentId, conversationId, cancellationToken);

    public Task<CommandOutcome> MarkReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => inner.MarkReadAsync(agentId, conversationId, cancellationToken);

    public Task TypingAsync(Guid agentId, Guid conversationId, bool isTyping, CancellationToken cancellationToken = default) => inner.TypingAsync(agentId, conversationId, isTyping, cancellationToken);

    public Task<MessagePage?> MessagesAsync(Guid agentId, Guid conversationId, long? beforeSeq, int take, CancellationToken cancellationToken = default) =>
        inner.MessagesAsync(agentId, conversationId, beforeSeq, take, cancellationToken);

    public Task<CustomerCard?> CustomerAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => inner.CustomerAsync(agentId, conversationId, cancellationToken);

    public Task<CommandOutcome> SaveCustomerAsync(
        Guid agentId, Guid conversationId, string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null, CancellationToken cancellationToken = default) =>
        inner.SaveCustomerAsync(agentId, conversationId, displayName, vipTier, note, tags, cancellationToken);

    public Task<IReadOnlyList<DeskConversation>> ClosedAsync(Guid agentId, int take, CancellationToken cancellationToken = default) => inner.ClosedAsync(agentId, take, cancellationToken);

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

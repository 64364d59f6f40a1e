using Imcc.Core.Channels;
using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>Steering in memory: what a test arranges to be open, and what it was asked to do.</summary>
internal sealed class FakeSteering : ISteering
{
    public List<string> Commands { get; } = [];

    public IReadOnlyList<DeskConversation>? Open { get; set; } = [];

    /// <summary>What may be looked at, and who is told of what happens there now.</summary>
    public Dictionary<Guid, Func<DeskEvent, Task>?> Watched { get; } = [];

    public IReadOnlyList<Watcher> Watchers { get; set; } = [];

    public Task<IReadOnlyList<DeskConversation>?> OpenAsync(Guid leadId, Guid? ofAgentId = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DeskConversation>?>(Open is null ? null : [.. Open.Where(c => ofAgentId is null || c.AgentId == ofAgentId)]);

    public Task<WatchStart> WatchAsync(Guid leadId, Guid conversationId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default)
    {
        if (!Watched.ContainsKey(conversationId))
            return Task.FromResult(new WatchStart(CommandOutcome.NotAllowed));
        Watched[conversationId] = tell;
        Commands.Add("watch");
        return Task.FromResult(new WatchStart(CommandOutcome.Done, new Look(() => Watched[conversationId] = null)));
    }

    public Task<IReadOnlyList<Watcher>> WatchersAsync(Guid readerId, Guid conversationId, CancellationToken cancellationToken = default) => Task.FromResult(Watchers);

    public Task<CommandOutcome> WhisperAsync(Guid leadId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default) => Do($"whisper {text}");

    public Task<CommandOutcome> SpeakAsync(Guid leadId, Guid conversationId, Guid messageId, MessageContent content, bool isConfirmed = false, CancellationToken cancellationToken = default) => Do($"speak {content.Preview}");

    public Task<CommandOutcome> TakeOverAsync(Guid leadId, Guid conversationId, Guid? from, string reason, CancellationToken cancellationToken = default) => Do($"take {from} {reason}");

    public Task<CommandOutcome> MoveAsync(Guid leadId, Guid conversationId, Guid? from, Guid groupId, string reason, CancellationToken cancellationToken = default) => Do($"move {from} {groupId} {reason}");

    private Task<CommandOutcome> Do(string command)
    {
        Commands.Add(command);
        return Task.FromResult(CommandOutcome.Done);
    }

    private sealed class Look(Action close) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            close();
            return ValueTask.CompletedTask;
        }
    }
}

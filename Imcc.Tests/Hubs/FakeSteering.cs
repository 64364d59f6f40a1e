using Imcc.Core.Channels;
using Imcc.Core.Desk;

namespace Imcc.Tests.Hubs;

/// <summary>Notes beside the workplace what the hub asks of steering, and tells who looks.</summary>
internal sealed class FakeSteering(FakeWorkplace workplace) : ISteering
{
    public IReadOnlyList<DeskConversation>? Open { get; set; }

    /// <summary>Who looks at what.</summary>
    public List<(Guid Lead, Guid Conversation, Func<DeskEvent, Task> Tell)> Looks { get; } = [];

    public Task<IReadOnlyList<DeskConversation>?> OpenAsync(Guid leadId, Guid? ofAgentId = null, CancellationToken cancellationToken = default) => Task.FromResult(Open);

    public async Task<WatchStart> WatchAsync(Guid leadId, Guid conversationId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default)
    {
        var outcome = await workplace.Note("watch");
        if (outcome != CommandOutcome.Done)
            return new(outcome);
        var look = (leadId, conversationId, tell);
        lock (Looks)
            Looks.Add(look);
        return new(outcome, new Look(() =>
        {
            lock (Looks)
                Looks.Remove(look);
        }));
    }

    public Task<IReadOnlyList<Watcher>> WatchersAsync(Guid readerId, Guid conversationId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Watcher>>([new(readerId, "周敏", Core.Conversations.WatchMode.Whisper, DateTimeOffset.UnixEpoch, true)]);

    public Task<CommandOutcome> WhisperAsync(Guid leadId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default) => workplace.Note($"whisper {text}");

    public Task<CommandOutcome> SpeakAsync(Guid leadId, Guid conversationId, Guid messageId, MessageContent content, bool isConfirmed = false, CancellationToken cancellationToken = default) =>
        workplace.Note($"speak {content.Preview} {isConfirmed}");

    public Task<CommandOutcome> TakeOverAsync(Guid leadId, Guid conversationId, Guid? from, string reason, CancellationToken cancellationToken = default) => workplace.Note($"take {from}/{reason}");

    public Task<CommandOutcome> MoveAsync(Guid leadId, Guid conversationId, Guid? from, Guid groupId, string reason, CancellationToken cancellationToken = default) => workplace.Note($"move {from}/{reason}");

    private sealed class Look(Action close) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            close();
            return ValueTask.CompletedTask;
        }
    }
}

using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Channels;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>An intake that keeps what it was given, once for each dedupe key.</summary>
internal sealed class FakeIntake : IIntake
{
    public ConcurrentDictionary<string, InboundMessage> Taken { get; } = new();

    public ConcurrentQueue<string> Raw { get; } = new();

    /// <summary>What was new, in the order of coming: ids of one millisecond have none.</summary>
    public ConcurrentQueue<InboundMessage> InOrder { get; } = new();

    public ConcurrentQueue<(Guid ThreadId, Guid AnswerId)> Left { get; } = new();

    public ConcurrentQueue<(Guid ThreadId, Guid AnswerId)> Missed { get; } = new();

    public Func<InboundMessage, MessageContent?> Answer { get; set; } = _ => null;

    public Func<InboundMessage, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public async Task<IntakeResult> TakeAsync(ChannelAccount account, InboundMessage message, string raw, CancellationToken cancellationToken)
    {
        await Before(message, cancellationToken);
        Raw.Enqueue(raw);
        var isNew = Taken.TryAdd(message.DedupeKey, message);
        if (isNew)
            InOrder.Enqueue(message);
        var answer = Answer(message);
        return new IntakeResult(Taken[message.DedupeKey].Id, isNew, answer, answer is null ? null : Guid.CreateVersion7(message.ReceivedAt));
    }

    public ValueTask AnswerLeftAsync(Guid threadId, Guid answerId)
    {
        Left.Enqueue((threadId, answerId));
        return ValueTask.CompletedTask;
    }

    public ValueTask AnswerMissedAsync(Guid threadId, Guid answerId)
    {
        Missed.Enqueue((threadId, answerId));
        return ValueTask.CompletedTask;
    }
}

using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Delivery;

/// <summary>A channel that the test plays: it says what becomes of each attempt, and remembers what reached the customer.</summary>
internal sealed class PlayedChannel(ChannelKind kind = ChannelKind.Open) : IChannelSender
{
    private readonly ConcurrentQueue<(string Customer, string Text)> _received = new();

    public ChannelKind Kind => kind;

    /// <summary>What becomes of an attempt; it is received where this says <see cref="SendOutcome.Sent"/>, or adds it itself.</summary>
    public Func<OutboundMessage, Task<SendOutcome>> Play { get; set; } = _ => Task.FromResult<SendOutcome>(new SendOutcome.Sent());

    public int Attempts;

    public IReadOnlyList<string> ReceivedBy(string customer) => [.. _received.Where(r => r.Customer == customer).Select(r => r.Text)];

    public void Receive(OutboundMessage message) => _received.Enqueue((message.ExternalId, ((TextContent)message.Content).Text));

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Attempts);
        var outcome = await Play(message);
        if (outcome is SendOutcome.Sent)
            Receive(message);
        return outcome;
    }
}

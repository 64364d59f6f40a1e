using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WebChat;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Infrastructure.Live;

namespace Imcc.Tests.WebChat;

/// <summary>A store in memory that takes each dedupe key once and tells the live feed, as the real one does.</summary>
internal sealed class FakeVisitorThreads(LiveFeed feed, TimeProvider time) : IVisitorThreads, IVisitorSignals, IVisitorStandings
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<ThreadMessage>> _threads = [];
    private readonly Dictionary<(Guid, string), Guid> _taken = [];

    public ConcurrentQueue<string> Signals { get; } = new();

    public List<(InboundMessage Message, string Raw)> Taken { get; } = [];

    public VisitorStanding Standing { get; set; } = VisitorStanding.None;

    public bool IsBroken { get; set; }

    public Task<IntakeResult> TakeAsync(ChannelAccount account, InboundMessage message, string raw, CancellationToken cancellationToken)
    {
        if (IsBroken)
            throw new IOException("The disk is full.");
        lock (_lock)
        {
            if (_taken.TryGetValue((account.Id, message.DedupeKey), out var first))
                return Task.FromResult(new IntakeResult(first, false));
            _taken[(account.Id, message.DedupeKey)] = message.Id;
            Taken.Add((message, raw));
        }

        Add(ThreadKey.For(account.Id, message.ExternalId), message.Content, MessageSender.Customer, id: message.Id, channelMessageId: message.ChannelMessageId);
        return Task.FromResult(new IntakeResult(message.Id, true));
    }

    public ThreadMessage Add(
        Guid threadId, MessageContent content, MessageSender sender = MessageSender.Agent, bool isInternal = false, bool tell = true, Guid? agentId = null, Guid? id = null, string? channelMessageId = null)
    {
        ThreadMessage message;
        lock (_lock)
        {
            if (!_threads.TryGetValue(threadId, out var list))
                _threads[threadId] = list = [];
            message = new ThreadMessage
            {
                Id = id ?? Guid.CreateVersion7(time.GetUtcNow()),
                ThreadId = threadId,
                Seq = list.Count + 1,
                Direction = isInternal ? MessageDirection.Internal : sender == MessageSender.Customer ? MessageDirection.Inbound : MessageDirection.Outbound,
                Sender = sender,
                AgentId = agentId,
                Content = content,
                At = time.GetUtcNow(),
                ChannelMessageId = channelMessageId,
            };
            list.Add(message);
        }

        if (tell)
            feed.Publish(Topic.Thread(threadId), new MessageAdded(message));
        return message;
    }

    public Task<IReadOnlyList<ThreadMessage>> AfterAsync(Guid threadId, long afterSeq, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ThreadMessage>>([.. Visible(threadId).Where(m => m.Seq > afterSeq).Take(take)]);

    public Task<IReadOnlyList<ThreadMessage>> LatestAsync(Guid threadId, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ThreadMessage>>([.. Visible(threadId).TakeLast(take)]);

    public ValueTask TypingAsync(Guid threadId, bool isTyping) => Note($"typing {isTyping}");

    public ValueTask GoneAsync(Guid threadId, DateTimeOffset since) => Note("gone");

    public ValueTask BackAsync(Guid threadId) => Note("back");

    public ValueTask<VisitorStanding> StandingAsync(Guid threadId, CancellationToken cancellationToken) => ValueTask.FromResult(Standing);

    private ValueTask Note(string signal)
    {
        Signals.Enqueue(signal);
        return ValueTask.CompletedTask;
    }

    private List<ThreadMessage> Visible(Guid threadId)
    {
        lock (_lock)
            return _threads.TryGetValue(threadId, out var list) ? [.. list.Where(m => m.Direction != MessageDirection.Internal)] : [];
    }
}

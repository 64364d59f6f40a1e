using System.Threading.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Infrastructure.Live;
using Microsoft.AspNetCore.SignalR;

namespace Imcc.Web.WebChat;

/// <summary>
/// One open page of a visitor: passes on what happens in the thread, in the order it was told. A page that reads slower than the
/// thread talks is not waited for: what does not fit is dropped and the page is told to read on by itself (<c>sync</c>).
/// </summary>
internal sealed partial class VisitorSession(
    Guid accountId, string visitorId, string? name, ISingleClientProxy client, VisitorView view, LiveFeed feed, VisitorPresence presence, ILogger logger) : IAsyncDisposable
{
    private const int Backlog = 256;
    private readonly Channel<DeskEvent> _events = Channel.CreateBounded<DeskEvent>(new BoundedChannelOptions(Backlog) { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private IDisposable? _subscription;
    private Task _pump = Task.CompletedTask;
    private int _dropped;
    private int _disposed;
    private (Guid Conversation, long Revision) _seen;
    private bool _entered;

    public Guid AccountId => accountId;

    public string VisitorId => visitorId;

    public string? Name => name;

    public Guid ThreadId { get; } = ThreadKey.For(accountId, visitorId);

    /// <summary>Whether the visitor has ever said anything: only then does anybody care where the visitor is.</summary>
    public bool HasWritten { get; set; }

    public bool IsTyping { get; set; }

    public DateTimeOffset TypingToldAt { get; set; }

    /// <summary>Listens from now on; told to the page only after <see cref="StartTelling"/>.</summary>
    public void Listen() => _subscription = feed.Subscribe(Topic.Thread(ThreadId), e =>
    {
        if (!_events.Writer.TryWrite(e))
            Volatile.Write(ref _dropped, 1);
    });

    public void StartTelling() => _pump = PumpAsync();

    public async Task EnterAsync()
    {
        _entered = true;
        await presence.EnterAsync(ThreadId, HasWritten);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _subscription?.Dispose();
        _events.Writer.TryComplete();
        await _closed.CancelAsync();
        await _pump;
        _closed.Dispose();
        if (_entered)
            await presence.LeaveAsync(ThreadId, HasWritten);
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var e in _events.Reader.ReadAllAsync(_closed.Token))
            {
                await TellAsync(e, _closed.Token);
                if (Interlocked.Exchange(ref _dropped, 0) != 0)
                    await client.SendAsync("sync", _closed.Token);
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page has gone.
        }
        catch (Exception e)
        {
            LogPumpFailed(e, ThreadId);
        }
    }

    private Task TellAsync(DeskEvent e, CancellationToken cancellationToken) => e switch
    {
        MessageAdded { Message: { Direction: not MessageDirection.Internal } message } => client.SendAsync("message", view.Of(message), cancellationToken),
        MessageRecalled { Message: var recalled } => client.SendAsync("recalled", new { recalled.Id }, cancellationToken),
        TypingChanged typing => client.SendAsync("typing", new { typing.IsTyping, Name = typing.Name ?? "" }, cancellationToken),
        ConversationMoved moved when IsNews(moved.Conversation) => TellMoveAsync(moved.Conversation, cancellationToken),
        _ => Task.CompletedTask,
    };

    private Task TellMoveAsync(DeskConversation conversation, CancellationToken cancellationToken) => conversation.State switch
    {
        ConversationState.Active or ConversationState.Parked => client.SendAsync("agent", new { Name = conversation.AgentName, conversation.State }, cancellationToken),
        ConversationState.WrapUp or ConversationState.Closed or ConversationState.Abandoned or ConversationState.Overflowed =>
            client.SendAsync("ended", new { conversation.State }, cancellationToken),
        _ => client.SendAsync("state", new { conversation.State }, cancellationToken),
    };

    /// <summary>Events may overtake each other; conversations of one thread follow each other, and so do their ids.</summary>
    private bool IsNews(DeskConversation conversation)
    {
        var order = conversation.Id.CompareTo(_seen.Conversation);
        if (order < 0 || (order == 0 && conversation.Revision <= _seen.Revision))
            return false;
        _seen = (conversation.Id, conversation.Revision);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling the visitor of thread {ThreadId} failed; the page will read on when it reconnects")]
    private partial void LogPumpFailed(Exception exception, Guid threadId);
}

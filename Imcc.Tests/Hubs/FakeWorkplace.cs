using System.Collections.Concurrent;
using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;

namespace Imcc.Tests.Hubs;

/// <summary>Notes what it is asked and answers what the test says.</summary>
internal sealed class FakeWorkplace : IWorkplace
{
    private readonly ConcurrentDictionary<Guid, Func<DeskEvent, Task>> _screens = new();
    private int _next;

    public ConcurrentQueue<string> Calls { get; } = new();

    public CommandOutcome Outcome { get; set; } = CommandOutcome.Done;

    public bool IsBroken { get; set; }

    public MessageContent? LastReply { get; private set; }

    public int Screens => _screens.Count;

    public MessagePage? Page { get; set; }

    public async Task TellAsync(DeskEvent e)
    {
        foreach (var screen in _screens.Values)
            await screen(e);
    }

    public Task<DeskSnapshot> OpenAsync(Guid agentId, CancellationToken cancellationToken = default)
    {
        Calls.Enqueue($"open {agentId}");
        return Task.FromResult(new DeskSnapshot
        {
            Agent = new Agent { Id = agentId, UserName = "agent", DisplayName = "坐席", OrgUnitId = agentId },
            Status = new AgentStatus { AgentId = agentId, Presence = Presence.Available },
            Mine = [],
            Queue = [],
            WaitingCount = 0,
        });
    }

    public Task<IAsyncDisposable> ConnectAsync(Guid agentId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default)
    {
        Calls.Enqueue($"connect {agentId}");
        var id = new Guid(Interlocked.Increment(ref _next), 0, 0, new byte[8]);
        _screens[id] = tell;
        return Task.FromResult<IAsyncDisposable>(new Screen(() => _screens.TryRemove(id, out _)));
    }

    public Task<CommandOutcome> SetPresenceAsync(Guid agentId, Presence presence, Guid? reasonId = null, CancellationToken cancellationToken = default) => Note(reasonId is null ? $"presence {presence}" : $"presence {presence} {reasonId}");

    public Task<CommandOutcome> AcceptAsync(Guid agentId, Guid conversationId, Guid offerId, CancellationToken cancellationToken = default) => Note("accept");

    public Task<CommandOutcome> DeclineAsync(Guid agentId, Guid conversationId, Guid offerId, string reason = "", CancellationToken cancellationToken = default) => Note(("decline " + reason).Trim());

    public Task<CommandOutcome> ReplyAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default)
    {
        LastReply = content;
        return Note("reply");
    }

    public Task<CommandOutcome> RemarkAsync(Guid agentId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default) => Note("remark");

    public Task<CommandOutcome> ResendAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default) => Note("resend");

    public Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Note("end");

    public Task<CommandOutcome> SaveNoteAsync(Guid agentId, Guid conversationId, string note, CancellationToken cancellationToken = default) => Note("note");

    public Task<CommandOutcome> FinishWrapUpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Note("finish");

    public Task<CommandOutcome> MarkReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Note("read");

    public Task TypingAsync(Guid agentId, Guid conversationId, bool isTyping, CancellationToken cancellationToken = default) => Note("typing");

    public Task<MessagePage?> MessagesAsync(Guid agentId, Guid conversationId, long? beforeSeq, int take, CancellationToken cancellationToken = default) => Task.FromResult(Page);

    public Task<CustomerCard?> CustomerAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Task.FromResult<CustomerCard?>(null);

    public Task<CommandOutcome> SaveCustomerAsync(Guid agentId, Guid conversationId, string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null, CancellationToken cancellationToken = default) => Note(tags is null ? "customer" : $"customer {string.Join(',', tags)}");

    public Task<IReadOnlyList<DeskConversation>> ClosedAsync(Guid agentId, int take, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<DeskConversation>>([]);

    internal Task<CommandOutcome> Note(string call)
    {
        if (IsBroken)
            throw new InvalidOperationException("The world is broken.");
        Calls.Enqueue(call);
        return Task.FromResult(Outcome);
    }

    private sealed class Screen(Action dispose) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            dispose();
            return ValueTask.CompletedTask;
        }
    }
}

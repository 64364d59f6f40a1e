using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;

namespace Imcc.Tests.Desk;

/// <summary>A workplace in memory: conversations and threads that a test arranges, commands that it records, events that it tells.</summary>
internal sealed class FakeWorkplace : IWorkplace
{
    public static readonly Guid Me = Id(1);
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);

    private readonly List<Func<DeskEvent, Task>> _screens = [];

    public Dictionary<Guid, DeskConversation> Conversations { get; } = [];

    public Dictionary<Guid, List<ThreadMessage>> Threads { get; } = [];

    public List<string> Commands { get; } = [];

    public List<(Guid Id, MessageContent Content)> Replies { get; } = [];

    /// <summary>What the next commands of this name come back with.</summary>
    public Dictionary<string, CommandOutcome> Outcomes { get; } = [];

    /// <summary>When set, commands wait for it: the moment between asking and knowing.</summary>
    public TaskCompletionSource? Delay { get; set; }

    public bool IsBroken { get; set; }

    /// <summary>Whoever looks is a lead.</summary>
    public bool IsLead { get; set; }

    public AgentStatus Status { get; set; } = new() { AgentId = Me, Presence = Presence.Available, PresenceSince = Start, Connection = Connection.Live, Revision = 1 };

    public List<PresenceReason> Reasons { get; } = [];

    public List<CustomerTag> Tags { get; } = [];

    public int EffectiveTier { get; set; }

    public int ReasonVersion { get; set; }

    public List<Guid> Worn { get; private set; } = [];

    public int Screens => _screens.Count;

    public int PageReads { get; private set; }

    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    public DeskConversation Has(int number, ConversationState state = ConversationState.Active, string name = "陈思远", string preview = "在吗", Guid? agent = null) =>
        Conversations[Id(number)] = new DeskConversation
        {
            Id = Id(number),
            ThreadId = Id(number + 1000),
            Revision = 1,
            State = state,
            Channel = ChannelKind.WeChat,
            AccountName = "服务号",
            ContactId = Id(number + 2000),
            CustomerName = name,
            AgentId = agent ?? Me,
            OfferId = state == ConversationState.Offered ? Id(number + 3000) : null,
            DueAt = state is ConversationState.Offered or ConversationState.WrapUp ? Start.AddSeconds(30) : null,
            OpenedAt = Start.AddMinutes(-number),
            LastMessageAt = Start,
            Preview = preview,
        };

    public ThreadMessage Says(int number, long seq, MessageContent content, MessageSender sender = MessageSender.Customer, DeliveryState delivery = DeliveryState.None, string? error = null)
    {
        var message = new ThreadMessage
        {
            Id = Id(number * 100_000 + (int)seq),
            ThreadId = Id(number + 1000),
            Seq = seq,
            ConversationId = Id(number),
            Direction = sender == MessageSender.Customer ? MessageDirection.Inbound : MessageDirection.Outbound,
            Sender = sender,
            Content = content,
            At = Start.AddSeconds(seq),
            Delivery = delivery,
            DeliveryError = error,
        };
        Thread(number).Add(message);
        return message;
    }

    public List<ThreadMessage> Thread(int number) =>
        Threads.TryGetValue(Id(number + 1000), out var thread) ? thread : Threads[Id(number + 1000)] = [];

    public async Task TellAsync(DeskEvent e)
    {
        foreach (var screen in _screens.ToArray())
            await screen(e);
    }

    public Task MoveAsync(DeskConversation next)
    {
        Conversations[next.Id] = next with { Revision = next.Revision + 1 };
        return TellAsync(new ConversationMoved(Conversations[next.Id]));
    }

    public Task<DeskSnapshot> OpenAsync(Guid agentId, CancellationToken cancellationToken = default)
    {
        if (IsBroken)
            throw new TimeoutException("No answer.");
        return Task.FromResult(new DeskSnapshot
        {
            Agent = new Agent { Id = Me, UserName = "agent1", DisplayName = "林晓芸", OrgUnitId = Id(9), IsLead = IsLead },
            Status = Status,
            Mine = [.. Conversations.Values.Where(c => c.AgentId == Me && c.State is ConversationState.Offered or ConversationState.Active or ConversationState.WrapUp && c.AgentId == Me)],
            Queue = [.. Conversations.Values.Where(c => c.State == ConversationState.Queued)],
            WaitingCount = Conversations.Values.Count(c => c.State == ConversationState.Queued),
            Parked = [.. Conversations.Values.Where(c => c.State == ConversationState.Parked && c.AgentId == Me)],
            Messages = [.. Conversations.Values.Where(c => c.State == ConversationState.Parked && c.AgentId is null)],
            Asked = [.. Conversations.Values.Where(c => c.State == ConversationState.Active && (c.Invitation?.AgentId == Me || c.Help?.HelperId == Me))],
            Reasons = Reasons,
            Tags = Tags,
            Owed = [.. Conversations.Values.Where(c => c.State == ConversationState.Closed && c.SummaryOwedBy == Me)],
            ReasonVersion = ReasonVersion,
        });
    }

    public Task<IAsyncDisposable> ConnectAsync(Guid agentId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default)
    {
        if (IsBroken)
            throw new TimeoutException("No answer.");
        _screens.Add(tell);
        return Task.FromResult<IAsyncDisposable>(new Screen(() => _screens.Remove(tell)));
    }

    public Task<CommandOutcome> SetPresenceAsync(Guid agentId, Presence presence, Guid? reasonId = null, CancellationToken cancellationToken = default) =>
        DoAsync(reasonId is null ? "presence " + presence : $"presence {presence} {reasonId}", async () =>
        {
            Status = Status with { Presence = presence, ReasonId = reasonId, Revision = Status.Revision + 1 };
            await TellAsync(new StatusChanged(Status));
        });

    public Task<CommandOutcome> AcceptAsync(Guid agentId, Guid conversationId, Guid offerId, CancellationToken cancellationToken = default) =>
        DoAsync("accept", () => MoveAsync(Conversations[conversationId] with { State = ConversationState.Active, OfferId = null, AgentId = Me, Invitation = null }));

    public Task<CommandOutcome> DeclineAsync(Guid agentId, Guid conversationId, Guid offerId, string reason = "", CancellationToken cancellationToken = default) =>
        DoAsync(("decline " + reason).Trim(), () => MoveAsync(Conversations[conversationId].State == ConversationState.Offered
            ? Conversations[conversationId] with { State = ConversationState.Queued, AgentId = null }
            : Conversations[conversationId] with { Invitation = null }));

    public Task<CommandOutcome> ReplyAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default)
    {
        Replies.Add((messageId, content));
        return DoAsync("reply", () => AddAsync(conversationId, messageId, content, MessageDirection.Outbound));
    }

    public Task<CommandOutcome> RemarkAsync(Guid agentId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default) =>
        DoAsync("remark", () => AddAsync(conversationId, messageId, new TextContent(text), MessageDirection.Internal));

    public Task<CommandOutcome> ResendAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default) =>
        DoAsync("resend", () => Task.CompletedTask);

    public Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("end", () => MoveAsync(Conversations[conversationId] with { State = ConversationState.WrapUp, DueAt = Start.AddSeconds(60) }));

    public Task<CommandOutcome> SaveNoteAsync(Guid agentId, Guid conversationId, string note, CancellationToken cancellationToken = default) =>
        DoAsync("note " + note, () => MoveAsync(Conversations[conversationId] with { Note = note }));

    public Task<CommandOutcome> FinishWrapUpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("finish", () => MoveAsync(Conversations[conversationId] with { State = ConversationState.Closed }));

    public Task<CommandOutcome> MarkReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("read", () => MoveAsync(Conversations[conversationId] with { Unread = 0 }));

    public Task TypingAsync(Guid agentId, Guid conversationId, bool isTyping, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<MessagePage?> MessagesAsync(Guid agentId, Guid conversationId, long? beforeSeq, int take, CancellationToken cancellationToken = default)
    {
        PageReads++;
        if (!Conversations.TryGetValue(conversationId, out var conversation))
            return Task.FromResult<MessagePage?>(null);
        var all = Threads.GetValueOrDefault(conversation.ThreadId, []).Where(m => beforeSeq is null || m.Seq < beforeSeq).OrderBy(m => m.Seq).ToList();
        return Task.FromResult<MessagePage?>(new([.. all.TakeLast(take)], all.Count > take));
    }

    public Task<CustomerCard?> CustomerAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        Task.FromResult<CustomerCard?>(Conversations.TryGetValue(conversationId, out var c)
            ? new CustomerCard { ContactId = c.ContactId, DisplayName = c.CustomerName, VipTier = c.VipTier, Note = "", ExternalId = "oT3kQ", AccountName = c.AccountName, FirstSeenAt = Start, Earlier = [], Tags = Worn, EffectiveTier = EffectiveTier }
            : null);

    public Task<CommandOutcome> SaveCustomerAsync(Guid agentId, Guid conversationId, string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null, CancellationToken cancellationToken = default) =>
        DoAsync($"customer {displayName} {vipTier} {note}", () =>
        {
            Worn = tags is null ? Worn : [.. tags];
            Conversations[conversationId] = Conversations[conversationId] with { CustomerName = displayName, VipTier = vipTier };
            return Task.CompletedTask;
        });

    public Task<IReadOnlyList<DeskConversation>> ClosedAsync(Guid agentId, int take, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DeskConversation>>([.. Conversations.Values.Where(c => c.State == ConversationState.Closed).Take(take)]);

    private async Task<CommandOutcome> DoAsync(string command, Func<Task> carryOut)
    {
        Commands.Add(command);
        if (Delay is not null)
            await Delay.Task;
        if (IsBroken)
            throw new TimeoutException("No answer.");
        var outcome = Outcomes.GetValueOrDefault(command.Split(' ')[0], CommandOutcome.Done);
        if (outcome == CommandOutcome.Done)
            await carryOut();
        return outcome;
    }

    private Task AddAsync(Guid conversationId, Guid messageId, MessageContent content, MessageDirection direction)
    {
        var thread = Threads.TryGetValue(Conversations[conversationId].ThreadId, out var known) ? known : Threads[Conversations[conversationId].ThreadId] = [];
        var message = new ThreadMessage
        {
            Id = messageId,
            ThreadId = Conversations[conversationId].ThreadId,
            Seq = thread.Count + 1,
            ConversationId = conversationId,
            Direction = direction,
            Sender = MessageSender.Agent,
            AgentId = Me,
            Content = content,
            At = Start.AddMinutes(1),
            Delivery = direction == MessageDirection.Outbound ? DeliveryState.Pending : DeliveryState.None,
        };
        thread.Add(message);
        return TellAsync(new MessageAdded(message));
    }

    private sealed class Screen(Action close) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            close();
            return ValueTask.CompletedTask;
        }
    }
}

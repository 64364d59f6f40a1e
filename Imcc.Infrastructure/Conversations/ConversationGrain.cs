using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Conversations;

/// <inheritdoc cref="IConversationGrain"/>
internal sealed class ConversationGrain(
    ConversationStores stores,
    DirectoryCache directory,
    Announcer announcer,
    IOptions<ConversationOptions> options,
    TimeProvider time) : Grain, IConversationGrain
{
    private readonly RecentReplies _replies = new();
    private ThreadState? _state;

    private Guid ThreadId => this.GetPrimaryKey();

    public async ValueTask<Reply> ReceiveAsync(InboundMessage message)
    {
        if (_replies.Find(message.Id) is { } known)
            return known;
        var now = time.GetUtcNow();
        var account = directory.Current.Accounts[message.AccountId];
        var state = await StateAsync() ?? ThreadState.New(ThreadId, account, message, now);
        var work = new ThreadWork(state, account, now);
        var reply = new Welcoming(work, account, directory.Current, options.Value, now).Receive(message);
        if (!await CommitAsync(work))
            // It is in the thread already: a sweep and its first carrier met here.
            return Reply.None;
        _replies.Keep(message.Id, reply);
        return reply;
    }

    public async ValueTask<bool> OfferAsync(OfferTerms terms)
    {
        if (await FindAsync(terms.ConversationId) is not { State: ConversationState.Queued } waiting)
            return false;
        var now = time.GetUtcNow();
        var work = Work(now);
        var offered = waiting.Offer(terms.AgentId, terms.OfferId, now, terms.Ring);
        work.Move(offered, ConversationEventKind.Offered);
        if (terms.AutoAccept)
            Take(work, offered, now);
        return await CommitAsync(work);
    }

    public ValueTask<CommandOutcome> AcceptAsync(Guid conversationId, Guid agentId, Guid offerId) => ChangeAsync(conversationId, (work, c, now) =>
    {
        if (c.IsServedBy(agentId))
            return CommandOutcome.AlreadyDone;
        if (!c.IsOfferedTo(agentId, offerId))
            return CommandOutcome.TooLate;
        Take(work, c, now);
        return CommandOutcome.Done;
    });

    public ValueTask<CommandOutcome> DeclineAsync(Guid conversationId, Guid agentId, Guid offerId) => ChangeAsync(conversationId, (work, c, now) =>
    {
        if (!c.IsOfferedTo(agentId, offerId))
            return CommandOutcome.TooLate;
        work.Move(c.Refuse(now, Group(c).MaxWait), ConversationEventKind.Declined);
        return CommandOutcome.Done;
    });

    public ValueTask<CommandOutcome> SayAsync(Guid conversationId, Guid agentId, Guid messageId, MessageContent content, bool isInternal) =>
        ChangeAsync(conversationId, (work, c, now) =>
        {
            if (_replies.Find(messageId) is not null)
                return CommandOutcome.AlreadyDone;
            if (isInternal && c.HoldsAgent && c.AgentId == agentId)
            {
                work.Remark(messageId, ((TextContent)content).Text, agentId);
                return CommandOutcome.Done;
            }

            if (!c.IsServedBy(agentId))
                return NotServedBy(c, agentId);
            work.Move(c.HearAgent(content.Preview, now), c.FirstReplyAt is null ? ConversationEventKind.FirstReply : null);
            work.Say(messageId, content, MessageSender.Agent, agentId);
            _replies.Keep(messageId, Reply.None);
            return CommandOutcome.Done;
        });

    public ValueTask<CommandOutcome> EndAsync(Guid conversationId, Guid agentId) => ChangeAsync(conversationId, (work, c, now) =>
    {
        if (c is { State: ConversationState.WrapUp } && c.AgentId == agentId)
            return CommandOutcome.AlreadyDone;
        if (!c.IsServedBy(agentId))
            return NotServedBy(c, agentId);
        var account = directory.Current.Accounts[c.AccountId];
        var ended = c.End(EndReason.Agent, now, Group(c).WrapUp);
        work.Move(ended, ConversationEventKind.Ended);
        if (account.Texts.Farewell.Length > 0)
            work.Say(Guid.CreateVersion7(now), new TextContent(account.Texts.Farewell), MessageSender.Automatic);
        return CommandOutcome.Done;
    });

    public ValueTask<CommandOutcome> FinishWrapUpAsync(Guid conversationId, Guid agentId) => ChangeAsync(conversationId, (work, c, now) =>
    {
        if (c.AgentId != agentId)
            return CommandOutcome.NotYours;
        if (c.State != ConversationState.WrapUp)
            return CommandOutcome.TooLate;
        work.Move(c.Close(now), ConversationEventKind.WrapUpFinished);
        return CommandOutcome.Done;
    }, whenGone: CommandOutcome.AlreadyDone);

    public ValueTask<CommandOutcome> SaveNoteAsync(Guid conversationId, Guid agentId, string note) => ChangeAsync(conversationId, (work, c, now) =>
    {
        if (!c.HoldsAgent || c.AgentId != agentId)
            return CommandOutcome.NotYours;
        work.Move(c.Annotate(WithoutNul(note)!));
        return CommandOutcome.Done;
    });

    public ValueTask<CommandOutcome> MarkReadAsync(Guid conversationId, Guid agentId) => ChangeAsync(conversationId, (work, c, now) =>
    {
        if (!c.IsServedBy(agentId))
            return CommandOutcome.NotYours;
        work.Move(c.MarkRead());
        return CommandOutcome.Done;
    });

    public async ValueTask<CommandOutcome> SaveCustomerAsync(string? displayName, int? vipTier, string? note)
    {
        if (await StateAsync() is not { } state)
            return CommandOutcome.NotFound;
        var work = Work(time.GetUtcNow());
        var contact = state.Contact with
        {
            DisplayName = WithoutNul(displayName) ?? state.Contact.DisplayName,
            VipTier = vipTier ?? state.Contact.VipTier,
            Note = WithoutNul(note) ?? state.Contact.Note,
        };
        if (contact == state.Contact)
            return CommandOutcome.Done;
        work.Rename(contact with { Revision = contact.Revision + 1 });
        if (state.Current is { } current)
            work.Move(current.WithVipTier(contact.VipTier));
        return await CommitAsync(work) ? CommandOutcome.Done : CommandOutcome.Unavailable;
    }

    public async ValueTask AgentLostAsync(Guid agentId, bool forGood)
    {
        if (await StateAsync() is not { Current: { } c } || c.AgentId != agentId)
            return;
        var now = time.GetUtcNow();
        var work = Work(now);
        if (c.State == ConversationState.Offered)
            work.Move(c.Withdraw(now, Group(c).MaxWait), ConversationEventKind.Withdrawn);
        else if (c.State == ConversationState.Active && forGood)
            work.Move(c.Requeue(now, Group(c).MaxWait), ConversationEventKind.Requeued);
        await CommitAsync(work);
    }

    public async ValueTask CustomerAwayAsync(bool isAway)
    {
        if (await StateAsync() is not { Current: { State: ConversationState.Queued } c })
            return;
        var now = time.GetUtcNow();
        var work = Work(now);
        work.Move(isAway ? c.CustomerAway(now, options.Value.VisitorPatience) : c.CustomerBack(now, Group(c).MaxWait));
        await CommitAsync(work);
    }

    public async ValueTask CustomerTypingAsync(bool isTyping)
    {
        if (await StateAsync() is { Current: { State: ConversationState.Active, AgentId: { } agent } })
            announcer.TellTyping(ThreadId, agent, isTyping);
    }

    public async ValueTask<Conversation?> LookAsync() => (await StateAsync())?.Current;

    public async ValueTask TickAsync()
    {
        var now = time.GetUtcNow();
        if (await StateAsync() is not { Current: { DueAt: { } due } c } || due > now)
            return;
        var work = Work(now);
        switch (c.State)
        {
            case ConversationState.Offered:
                work.Move(c.Refuse(now, Group(c).MaxWait), ConversationEventKind.Missed);
                break;
            case ConversationState.Queued:
                work.Move(c.Abandon(c.AwaySince is null ? EndReason.WaitedTooLong : EndReason.CustomerLeft, now), ConversationEventKind.Abandoned);
                break;
            case ConversationState.WrapUp:
            case ConversationState.Automated:
                work.Move(c.Close(now), ConversationEventKind.Closed);
                break;
        }

        await CommitAsync(work);
    }

    private async ValueTask<CommandOutcome> ChangeAsync(
        Guid conversationId,
        Func<ThreadWork, Conversation, DateTimeOffset, CommandOutcome> change,
        CommandOutcome whenGone = CommandOutcome.TooLate)
    {
        if (await FindAsync(conversationId) is not { } conversation)
            return whenGone;
        var now = time.GetUtcNow();
        var work = Work(now);
        var outcome = change(work, conversation, now);
        if (outcome != CommandOutcome.Done || await CommitAsync(work))
            return outcome;
        // The one key that a command brings is its message's: it is there already.
        return CommandOutcome.AlreadyDone;
    }

    private void Take(ThreadWork work, Conversation offered, DateTimeOffset now)
    {
        work.Move(offered.Accept(Guid.CreateVersion7(now), now), ConversationEventKind.Accepted);
        var account = directory.Current.Accounts[offered.AccountId];
        if (account.Texts.Greeting.Length == 0 || offered.FirstReplyAt is not null)
            return;
        var name = directory.Current.Agents.TryGetValue(offered.AgentId!.Value, out var agent) ? agent.DisplayName : "";
        work.Say(Guid.CreateVersion7(now), new TextContent(account.Texts.Greeting.Replace("{agent}", name, StringComparison.Ordinal)), MessageSender.Automatic);
    }

    /// <summary>PostgreSQL takes no character zero in a text.</summary>
    private static string? WithoutNul(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    private SkillGroup Group(Conversation c) => directory.Current.Groups[c.GroupId!.Value];

    private static CommandOutcome NotServedBy(Conversation c, Guid agentId) =>
        c.AgentId == agentId || !c.IsOpen ? CommandOutcome.TooLate : CommandOutcome.NotYours;

    private ThreadWork Work(DateTimeOffset now) => new(_state!, directory.Current.Accounts[_state!.AccountId], now);

    private async ValueTask<Conversation?> FindAsync(Guid conversationId) =>
        await StateAsync() is { Current: { } current } && current.Id == conversationId ? current : null;

    private async ValueTask<ThreadState?> StateAsync() => _state ??= await ThreadState.LoadAsync(stores.For(ThreadId), ThreadId);

    /// <returns>False when a row of the unit was there already: nothing was written.</returns>
    /// <exception cref="StaleThreadException">Another activation wrote first; the copy is thrown away, the caller tries again.</exception>
    private async ValueTask<bool> CommitAsync(ThreadWork work)
    {
        var unit = work.ToUnit();
        if (unit.Changes.Count == 0)
            return true;
        WriteOutcome outcome;
        try
        {
            outcome = await stores.For(ThreadId).Writer.CommitAsync(unit);
        }
        catch
        {
            // Whether it was written is not known: read again before the next decision.
            _state = null;
            throw;
        }

        if (outcome != WriteOutcome.Committed)
            _state = null;
        if (outcome == WriteOutcome.Stale)
            throw new StaleThreadException(ThreadId);
        if (outcome == WriteOutcome.Duplicate)
            return false;
        _state = work.Committed();
        announcer.Tell(work);
        return true;
    }
}

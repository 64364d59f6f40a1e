using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Conversations;

/// <inheritdoc cref="IConversationGrain"/>
internal sealed class ConversationGrain(
    ConversationStores stores,
    DirectoryCache directory,
    LineForecasts lines,
    Announcer announcer,
    PinBook pins,
    Recalls recalls,
    Ratings ratings,
    TemplateResults templates,
    WatchBook watches,
    IAnswering answering,
    IQrCodes codes,
    IOptions<ConversationOptions> options,
    TimeProvider time) : Grain, IConversationGrain
{
    /// <summary>After a long stop several deadlines may have passed; each is done once, one after the other.</summary>
    private const int DeadlinesAtOnce = 4;

    private readonly RecentReplies _replies = new();
    private readonly Enquiries _enquiries = new(answering);
    private ThreadState? _state;

    private Guid ThreadId => this.GetPrimaryKey();

    public async ValueTask<Reply> ReceiveAsync(InboundMessage message)
    {
        if (_replies.Find(message.Id) is { } known)
            return known;
        var account = directory.Current.Accounts[message.AccountId];
        var state = await StateAsync() ?? ThreadState.New(ThreadId, account, message, time.GetUtcNow());
        if (!message.IsAddressed)
            return await KeepAsync(new ThreadWork(state, Around(state), Due), message);
        if (message.Speaker is { } speaker)
            state = await TurnToAsync(state, speaker, account);
        var around = Around(state) with { Arrival = await FollowerWork.ArrivalAsync(codes, state, message) };
        if (state.Speaker?.Id == message.Speaker?.Id && SurveyAnswer.Of(message.Content, state.Rating, SurveyTime.IsIdle(state.Current), around.Now) is { } answer)
            return await HearAnswerAsync(new ThreadWork(state, around, Due), message, answer);
        var sought = !message.IsQuiet && Reception.Seeks(state.Current, message.Content, state.LastService, around) is { } seeks ? _enquiries.Begin(message, account, ThreadId, seeks, state.Current?.Flow) : null;
        if (sought is not null)
            around = around with { Found = await sought.FindAsync(around.Now) };
        var decision = GroupReception.ForOther(state.Current, message.Speaker, message.Content) ?? Reception.Decide(state.Current, message.Content, state.LastService, around);
        var joined = state.Current is { State: ConversationState.Queued } waiting ? waiting.Id : (Guid?)null;
        while (Reception.LineOf(decision, state.Current) is { } line && !around.Forecasts.ContainsKey(line))
        {
            around = around with { Forecasts = around.Forecasts.Add(line, await lines.AskAsync(line, around.Tier, joined)) };
            decision = Reception.Decide(state.Current, message.Content, state.LastService, around);
        }

        if (message.IsQuiet)
            decision = Reception.Quietly(decision, state.Current);
        var work = new ThreadWork(state, around, Due);
        var done = Welcome.Carry(state.Current, decision, message.Content, around, work.Begin);
        work.Take(done);
        work.Hear(message);
        HeardWords.Note(work, message.Content);
        SurveyWork.Invite(work, isChosen: false);
        var reply = (done.Instead ?? (done.Words is { } words ? new TextContent(words) : null)) is { } said ? work.Answer(message, said) : Reply.None;
        foreach (var content in done.Further)
            work.Say(work.NewId(), content, MessageSender.Automatic);
        sought?.Note(work);
        if (!await CommitAsync(work))
            // It is in the thread already: a sweep and its first carrier met here.
            return Reply.None;
        _replies.Keep(message.Id, reply);
        foreach (var result in TemplateResult.Of(message.Content))
            await templates.NoteAsync(ThreadId, result);
        return reply;
    }

    public async ValueTask<bool> OfferAsync(OfferTerms terms)
    {
        if (await FindAsync(terms.ConversationId) is not { State: ConversationState.Queued } waiting)
            return false;
        var around = Around(_state!);
        var work = new ThreadWork(_state!, around, Due);
        work.DecidedBy(terms.Term);
        var offered = waiting.Offer(terms.AgentId, terms.OfferId, around.Now);
        work.Take(Conducted.Done(offered, ConversationEventKind.Offered));
        if (terms.ByHand is { } by)
            work.Take(Conducted.Done(offered, ConversationEventKind.Picked, by: by));
        Explain(work, offered.Id, terms.AgentId, terms.OfferId, terms.Explanation, around.Now);
        if (terms.AutoAccept || (waiting.IsWoken && waiting.PreferredAgentId == terms.AgentId))
            Carry(work, Conduct.Take(offered, around));
        return await CommitAsync(work);
    }

    public async ValueTask<CommandOutcome> ActAsync(Guid? conversationId, Act act)
    {
        if (await CurrentAsync(conversationId) is not { } c)
            return act is Act.SaveNote or Act.Classify && conversationId is { } id ? await AmendAsync(id, act) : Missed(act);
        var around = Around(_state!);
        var done = Conduct.Decide(c, Clean(act), around);
        if (done.Outcome != CommandOutcome.Done)
            return done.Outcome;
        var work = new ThreadWork(_state!, around, Due);
        if (act is Act.Invite invite)
        {
            work.DecidedBy(invite.Term);
            Explain(work, c.Id, invite.InvitedId, invite.OfferId, invite.Explanation, around.Now);
        }

        Carry(work, done, asksCustomer: act is Act.End { AsksCustomer: true });
        return await CommitAsync(work) ? CommandOutcome.Done : CommandOutcome.AlreadyDone;
    }

    public ValueTask<CommandOutcome> SayAsync(Guid conversationId, Guid agentId, Guid messageId, MessageContent content, bool isInternal) =>
        SayAsync(conversationId, agentId, messageId, content, isInternal, confirmed: "");

    public ValueTask<CommandOutcome> SayConfirmedAsync(Guid conversationId, Guid agentId, Guid messageId, MessageContent content, string words) =>
        SayAsync(conversationId, agentId, messageId, content, isInternal: false, words);

    private async ValueTask<CommandOutcome> SayAsync(Guid conversationId, Guid agentId, Guid messageId, MessageContent content, bool isInternal, string confirmed)
    {
        if (await FindAsync(conversationId) is not { } c)
            return CommandOutcome.TooLate;
        if (_replies.Find(messageId) is not null)
            return CommandOutcome.AlreadyDone;
        var around = Around(_state!);
        var work = new ThreadWork(_state!, around, Due);
        if (isInternal)
        {
            if (c.AgentId != agentId && !c.IsHelpedBy(agentId))
                return CommandOutcome.NotYours;
            work.Remark(messageId, ((TextContent)content).Text, agentId);
        }
        else
        {
            if (!c.IsServedBy(agentId))
                return c.AgentId == agentId || !c.IsOpen ? CommandOutcome.TooLate : CommandOutcome.NotYours;
            var isFirst = c.LastAgentMessageAt is not { } said || said < c.AcceptedAt;
            var heard = Turn.Heard(c, content.Preview, isFirst, around.Now);
            work.Take(confirmed.Length == 0 ? heard : heard.And(ConversationEventKind.WordsConfirmed, confirmed, agentId));
            work.To = await AddresseeAsync(c, content);
            work.Say(messageId, content, MessageSender.Agent, agentId);
        }

        if (!await CommitAsync(work))
            // The one key that it brings is the message's: it is there already.
            return CommandOutcome.AlreadyDone;
        _replies.Keep(messageId, Reply.None);
        return CommandOutcome.Done;
    }

    public async ValueTask<CommandOutcome> SteerAsync(Guid conversationId, Guid leadId, Guid messageId, MessageContent content, bool isWhisper, string words)
    {
        if (await FindAsync(conversationId) is not { } c)
            return CommandOutcome.TooLate;
        if (_replies.Find(messageId) is not null)
            return CommandOutcome.AlreadyDone;
        var around = Around(_state!);
        var done = isWhisper ? SteerConduct.Whisper(c, leadId, around) : SteerConduct.Speak(c, leadId, content.Preview, around);
        if (done.Outcome != CommandOutcome.Done)
            return done.Outcome;
        var work = new ThreadWork(_state!, around, Due);
        work.Take(words.Length == 0 ? done : done.And(ConversationEventKind.WordsConfirmed, words, leadId));
        if (isWhisper)
        {
            work.Whisper(messageId, content, leadId, c.AgentId!.Value);
        }
        else
        {
            work.To = await AddresseeAsync(c, content);
            work.Say(messageId, content, MessageSender.Lead, leadId);
        }

        var isRaised = await watches.RaiseAsync(work, conversationId, leadId, isWhisper ? WatchMode.Whisper : WatchMode.Join, around.Now);
        if (!await CommitAsync(work))
            // The one key that it brings is the message's: it is there already.
            return CommandOutcome.AlreadyDone;
        _replies.Keep(messageId, Reply.None);
        if (isRaised)
            await TellWatchersAsync(conversationId);
        return CommandOutcome.Done;
    }

    public async ValueTask<(CommandOutcome Outcome, Guid? ConversationId)> BeginAsync(Guid conversationId, Guid leadId, string reason)
    {
        if (await StateAsync() is not { } state)
            return (CommandOutcome.NotFound, null);
        if (state.Current is { } open)
            return (open.IsServedBy(leadId) ? CommandOutcome.AlreadyDone : CommandOutcome.TooLate, open.Id);
        if (await ThreadState.ClosedAsync(stores.For(ThreadId), ThreadId, conversationId) is not { } last)
            return (CommandOutcome.NotFound, null);
        var work = new ThreadWork(state, Around(state), Due);
        var done = SteerConduct.Begin(work.Begin(), last, leadId, reason, work.Around);
        if (done.Outcome != CommandOutcome.Done)
            return (done.Outcome, null);
        work.Take(done);
        return await CommitAsync(work) ? (CommandOutcome.Done, done.Next!.Id) : (CommandOutcome.TooLate, null);
    }

    public async ValueTask<CommandOutcome> WatchAsync(Guid conversationId, WatchAct act)
    {
        var (outcome, isNews) = await watches.CarryAsync(ThreadId, conversationId, await FindAsync(conversationId), act, time.GetUtcNow());
        if (isNews)
            await TellWatchersAsync(conversationId);
        return outcome;
    }

    public async ValueTask<CommandOutcome> PinAsync(Guid conversationId, PinAct act)
    {
        if (await FindAsync(conversationId) is not { } c)
            return CommandOutcome.TooLate;
        var (outcome, shown) = await pins.CarryAsync(c, act, time.GetUtcNow());
        if (shown is not null)
            announcer.TellPins(c, act.AgentId, shown);
        return outcome;
    }

    public async ValueTask<CommandOutcome> RecallAsync(Guid conversationId, Guid agentId, Guid messageId)
    {
        if (await FindAsync(conversationId) is not { } c)
            return CommandOutcome.TooLate;
        var (outcome, recalled, wasLast) = await recalls.CarryAsync(c, agentId, messageId, time.GetUtcNow());
        if (recalled is null)
            return outcome;
        announcer.TellRecall(c, recalled);
        var shown = await pins.ReadAsync(ThreadId, c.Id);
        if (shown.Any(p => p.Pin.MessageId == messageId))
            announcer.TellPins(c, agentId, shown);
        if (wasLast && await StateAsync() is { Current: { } current } state)
        {
            var work = new ThreadWork(state, Around(state), Due);
            work.Move(current.HearAutomatic(Recall.Preview));
            await CommitAsync(work);
        }

        return outcome;
    }

    public async ValueTask<CommandOutcome> SaveCustomerAsync(CustomerChange change)
    {
        if (await StateAsync() is not { } state)
            return CommandOutcome.NotFound;
        var all = state;
        if (change.ContactId is { } of && of != state.Contact.Id)
        {
            if (await GroupTurns.AboutAsync(stores.For(ThreadId), state, of) is not { } about)
                return CommandOutcome.NotFound;
            state = about;
        }

        if (change.Link is { } link && link.From != state.Contact.PersonId)
            return CommandOutcome.TooLate;
        var contact = change.On(state.Contact);
        if (contact == state.Contact && change.UnionId is null)
            return CommandOutcome.Done;
        var around = Around(state with { Contact = contact });
        var work = new ThreadWork(state, around, Due);
        if (contact != state.Contact)
            work.Rename(contact with { Revision = contact.Revision + 1 });
        FollowerWork.Tell(work, state.Contact, contact);
        if (change.Link is { } joined)
            work.Also(unit => unit.Insert(PersonLinkRow.From(joined, contact.Id, ThreadId)));
        if (change.UnionId is { } unionId)
            work.Also(unit => unit.Patch(work.Thread(unionId), ThreadWork.UnionColumn));
        if (change is { OldUnionId: { } old, UnionId: { } fresh })
            work.Also(unit => unit.Insert(new UnionChangeRow { Id = work.NewId(), ThreadId = ThreadId, OldUnionId = old, NewUnionId = fresh, At = around.Now }));
        if (state.Current is { } current)
            work.Move(current.WithVipTier(around.Tier));
        return await CommitAsync(work, after: ReferenceEquals(all, state) ? null : all) ? CommandOutcome.Done : CommandOutcome.Unavailable;
    }

    public async ValueTask<CommandOutcome> LearnAsync(FollowerFacts facts)
    {
        if (!directory.Current.Accounts.TryGetValue(facts.AccountId, out var account))
            return CommandOutcome.NotFound;
        var state = await StateAsync() ?? ThreadState.New(ThreadId, account, facts.OpenId, null, time.GetUtcNow());
        var work = await FollowerWork.LearnAsync(stores.For(ThreadId), state, Around(state), Due, facts);
        return work is null ? CommandOutcome.AlreadyDone : await CommitAsync(work) ? CommandOutcome.Done : CommandOutcome.Unavailable;
    }

    public async ValueTask CustomerTypingAsync(bool isTyping)
    {
        if (await StateAsync() is { Current: { State: ConversationState.Active, AgentId: { } agent } })
            announcer.TellTyping(ThreadId, agent, isTyping);
    }

    public async ValueTask<Conversation?> LookAsync() => (await StateAsync())?.Current;

    public async ValueTask TickAsync()
    {
        for (var i = 0; i < DeadlinesAtOnce; i++)
        {
            if (await StateAsync() is not { Current: { } c } state)
                return;
            var around = Around(state);
            if (DeadlineConduct.LineOf(c, around) is { } line)
                around = around with { Forecasts = around.Forecasts.Add(line, await lines.AskAsync(line, c.VipTier, c.Id)) };
            var work = new ThreadWork(state, around, Due);
            var done = DeadlineConduct.Decide(c, around);
            if (done is not null)
                Carry(work, done);
            else if (c.DueAt <= around.Now)
                // The group's times were changed since the row was written.
                work.Move(c.Reschedule(around.Scheduled(c).DueAt));
            await CommitAsync(work);
            if (done is null)
                return;
        }
    }

    private async ValueTask TellWatchersAsync(Guid conversationId) =>
        announcer.TellWatchers(ThreadId, conversationId, await FindAsync(conversationId), await watches.ReadAsync(ThreadId, conversationId, time.GetUtcNow()));

    /// <summary>Said in a group and not to us: kept, and nothing is decided.</summary>
    private async ValueTask<Reply> KeepAsync(ThreadWork work, InboundMessage message)
    {
        work.Hear(message);
        if (await CommitAsync(work))
            _replies.Keep(message.Id, Reply.None);
        return Reply.None;
    }

    /// <summary>Somebody of a group speaks to us: their own conversation is the next, unless people are busy with somebody else's.</summary>
    private async ValueTask<ThreadState> TurnToAsync(ThreadState state, Speaker speaker, ChannelAccount account)
    {
        if (state.Current is { } open)
        {
            if (!GroupReception.GivesWay(open, speaker))
                return state;
            var around = Around(state);
            var work = new ThreadWork(state, around, Due);
            work.Take(FlowConduct.Close(open, around.Now));
            await CommitAsync(work);
            state = await StateAsync() ?? state;
        }

        return await GroupTurns.ToAsync(stores.For(ThreadId), state, speaker, account, time.GetUtcNow());
    }

    /// <summary>In a group the words are for whoever is quoted in them, and otherwise for whom the agent turned to.</summary>
    private async ValueTask<Speaker?> AddresseeAsync(Conversation c, MessageContent content)
    {
        if (c.Chat is not { } chat)
            return null;
        var quoted = content is TextContent { Quote: { IsCustomers: true } quote } ? await ThreadState.SpeakerOfAsync(stores.For(ThreadId), ThreadId, quote.MessageId) : null;
        return quoted ?? chat.Addressee;
    }

    private async ValueTask<Reply> HearAnswerAsync(ThreadWork work, InboundMessage message, SurveyAnswer answer)
    {
        var rating = work.Before.Rating?.ConversationId == answer.ConversationId ? work.Before.Rating : await ratings.FindAsync(ThreadId, answer.ConversationId);
        var reply = SurveyWork.Hear(work, message, answer, rating);
        if (!await CommitAsync(work))
            return Reply.None;
        _replies.Keep(message.Id, reply);
        return reply;
    }

    /// <summary>What is over is summed up still: by its own row's revision, whatever goes on in the thread meanwhile.</summary>
    private async ValueTask<CommandOutcome> AmendAsync(Guid conversationId, Act act)
    {
        if (await StateAsync() is not { } state || await ThreadState.ClosedAsync(stores.For(ThreadId), ThreadId, conversationId) is not { } closed)
            return Missed(act);
        var around = Around(state);
        var done = Conduct.Decide(closed, Clean(act), around);
        if (done.Outcome != CommandOutcome.Done)
            return done.Outcome;
        var work = new ThreadWork(state with { Current = closed }, around, Due);
        work.Take(done);
        return await CommitAsync(work, after: state) ? CommandOutcome.Done : CommandOutcome.AlreadyDone;
    }

    // What is over cannot be ended again; whoever says so a second time is right.
    private static CommandOutcome Missed(Act act) => act is Act.FinishWrapUp ? CommandOutcome.AlreadyDone : CommandOutcome.TooLate;

    private static Act Clean(Act act) => act is Act.SaveNote note ? note with { Note = WithoutNul(note.Note)! } : act;

    private void Explain(ThreadWork work, Guid conversationId, Guid agentId, Guid offerId, string explanation, DateTimeOffset now)
    {
        if (explanation.Length > 0)
            work.Keep(new AssignmentRow { OfferId = offerId, ConversationId = conversationId, ThreadId = ThreadId, AgentId = agentId, At = now, Explanation = explanation });
    }

    private static void Carry(ThreadWork work, Conducted done, bool asksCustomer = false)
    {
        work.Take(done);
        if (done.Words is { } words)
            work.Say(work.NewId(), new TextContent(words), MessageSender.Automatic);
        SurveyWork.Invite(work, asksCustomer);
    }

    /// <summary>PostgreSQL takes no character zero in a text.</summary>
    private static string? WithoutNul(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    private DateTimeOffset Due => stores.For(ThreadId).Clock.Now(time);

    private Surroundings Around(ThreadState state)
    {
        var known = directory.Current;
        var account = known.Accounts[state.AccountId];
        return new()
        {
            Account = account,
            Directory = known,
            Limits = options.Value.Limits,
            Now = time.GetUtcNow(),
            IsBlocked = state.Contact.BlockedAt is not null,
            Tier = known.TierOf(Math.Max(state.Contact.VipTier, state.Contact.PersonTier), account, state.Contact.Tags),
        };
    }

    private async ValueTask<Conversation?> FindAsync(Guid conversationId) =>
        await StateAsync() is { Current: { } current } && current.Id == conversationId ? current : null;

    private async ValueTask<Conversation?> CurrentAsync(Guid? conversationId) => conversationId is { } id ? await FindAsync(id) : (await StateAsync())?.Current;

    private async ValueTask<ThreadState?> StateAsync() => _state ??= await ThreadState.LoadAsync(stores.For(ThreadId), ThreadId);

    /// <param name="after">The state to go on with; null: what the work leads to.</param>
    /// <returns>False when a row of the unit was there already: nothing was written.</returns>
    /// <exception cref="StaleThreadException">Another activation wrote first; the copy is thrown away, the caller tries again.</exception>
    private async ValueTask<bool> CommitAsync(ThreadWork work, ThreadState? after = null)
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
        _state = after ?? work.Committed();
        announcer.Tell(work);
        return true;
    }
}

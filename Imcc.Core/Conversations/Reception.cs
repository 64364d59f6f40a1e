using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Core.Flows;
using Imcc.Core.Organisation;

namespace Imcc.Core.Conversations;

/// <summary>Decides what becomes of a customer's message: pure, so that every cell of (state × kind of input) is a test.</summary>
public static class Reception
{
    /// <summary>Whoever keeps writing while waiting is told the place at most this often.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    /// <summary>Keys of menu entries that ask for a person, in any case.</summary>
    public static IReadOnlyList<string> PersonKeys { get; } = ["person", "人工", "kefu"];

    /// <param name="current">The thread's last conversation; null, or one that is over, where nothing is open.</param>
    /// <param name="last">Who served the customer last, if anybody ever did.</param>
    public static ReceptionDecision Decide(Conversation? current, MessageContent content, LastService? last, Surroundings around)
    {
        var open = current is { IsOpen: true } ? current : null;
        var texts = around.Account.Texts;
        // Whoever is served already is served to the end.
        if (around.IsBlocked && open is null or { State: ConversationState.Automated } && !(content is EventContent leaving && (Is(leaving, "unsubscribe") || Is(leaving, "leave"))))
            return new ReceptionDecision.Record();
        return content switch
        {
            // A follower stops following; a web visitor ends the chat.
            // Whoever left a message and closes the page has done what they came for.
            EventContent e when Is(e, "leave") && open?.MessageLeftAt is not null && open.State is not ConversationState.Active => new ReceptionDecision.Record(),
            EventContent e when e.IsLeaving() || Is(e, "leave") => OnLeaving(open?.State),
            EventContent e when e.IsFollowing() => OnFollowing(open, last, around),
            EventContent e when Is(e, "scan") && around.Arrival is not null => OnArrival(open, last, around),
            EventContent e when e.IsTap() && AsksForPerson(e) => OnAskingForPerson(open, isMessage: false, last, around),
            EventContent e when e.IsTap() && around.Found is { } found && IsAutomatic(open) => OnFound(found, last, around),
            { IsSpeech: false } => new ReceptionDecision.Record(),
            TextContent { Text: var blank } when string.IsNullOrWhiteSpace(blank) && open is { State: ConversationState.Automated, Flow: { } flow } => AskAgain(flow),
            TextContent text => OnWords(open, text.Text, last, around),
            VoiceContent { Recognition: { } words } => OnWords(open, words, last, around),
            // A flow asks in words and is answered in words.
            _ when open is { State: ConversationState.Automated, Flow: { } flow } => AskAgain(flow),
            _ => OnSpeech(open, last, around),
        };
    }

    /// <summary>
    /// What an automatic answer is to be looked for before <see cref="Decide"/> is asked; null: somebody is there for the customer, a person is
    /// asked for, or nothing was said. "人工" and what a queue has asked are never looked up.
    /// </summary>
    public static (string Text, bool IsTap)? Seeks(Conversation? current, MessageContent content, LastService? last, Surroundings around)
    {
        var open = current is { IsOpen: true } ? current : null;
        if (!IsAutomatic(open))
            return null;
        if (content is EventContent { Key: { Length: > 0 } key } tap)
            return tap.IsTap() && !AsksForPerson(tap) ? (key, true) : null;
        var words = content switch
        {
            TextContent text => text.Text,
            VoiceContent voice => voice.Recognition,
            _ => null,
        };
        // Who has just been served goes on with the same person.
        if (string.IsNullOrWhiteSpace(words) || AsksForPerson(words, around) || (open is null && ReturnsTo(last, around) is not null))
            return null;
        return (words, false);
    }

    /// <summary>For a part of what was said that is not the one to answer: it is kept and shown, and nothing is said for it alone.</summary>
    public static ReceptionDecision Quietly(ReceptionDecision decision, Conversation? current) => decision switch
    {
        // What a flow has asked is answered by the other part.
        ReceptionDecision.Queue when current?.Flow is not null => new ReceptionDecision.Record(),
        ReceptionDecision.Answer => new ReceptionDecision.Record(),
        ReceptionDecision.KeepWaiting => new ReceptionDecision.KeepWaiting(),
        _ => decision,
    };

    /// <summary>Whose line's forecast the decision depends on: with it, it is decided again, and may then depend on another's.</summary>
    public static Guid? LineOf(ReceptionDecision decision, Conversation? current) => decision switch
    {
        ReceptionDecision.Queue queue => queue.GroupId,
        ReceptionDecision.KeepWaiting { Text: not null } => current?.GroupId,
        _ => null,
    };

    private static ReceptionDecision OnWords(Conversation? open, string words, LastService? last, Surroundings around)
    {
        var texts = around.Account.Texts;
        if (open is { State: ConversationState.Queued, MessageLeftAt: null } && open.Alerts.HasFlag(ConversationAlerts.ChoiceAsked) && around.GroupOf(open) is { } group)
        {
            if (texts.LeavesMessage(words))
                return new ReceptionDecision.TurnAway(group.Id, TurnAway.LeaveMessage, EndReason.ChoseMessage, NullIfBlank(texts.LeaveMessage), IsMessage: false);
            if (texts.KeepsWaiting(words))
                return new ReceptionDecision.KeepWaiting(NullIfBlank(LineWords.Fill(texts.StillWaiting, around.ForecastOf(open.GroupId))));
        }

        if (AsksForPerson(words, around))
            return OnAskingForPerson(open, isMessage: false, last, around);
        if (texts.IsCourtesy(words))
        {
            // A word of thanks calls nobody back.
            if (open is null && ReturnsTo(last, around) is not null)
                return new ReceptionDecision.Record();
            if (open is { State: ConversationState.Parked })
                return new ReceptionDecision.ShowAgent();
        }

        return around.Found is { } found && IsAutomatic(open) && !(open is null && ReturnsTo(last, around) is not null) ? OnFound(found, last, around) : OnSpeech(open, last, around);
    }

    // Nobody serves the customer, nobody is asked to, and nothing was asked of them.
    private static bool IsAutomatic(Conversation? open) => open is null or { State: ConversationState.Automated, AwaitsMessage: false };

    private static ReceptionDecision OnFound(AutomaticAnswer found, LastService? last, Surroundings around)
    {
        var words = found.Contents is [TextContent { Text: var first }, ..] ? first : null;
        var group = found.GroupId is { } id ? around.Directory.Groups.GetValueOrDefault(id) : null;
        if (group is null && found.FlowEnd is not (FlowEnd.Transferred or FlowEnd.Lost))
            return new ReceptionDecision.Answer(words, found);
        // The rule's own words, or the flow's, come before the line's.
        var admitted = Admit(isMessage: false, last, around, group);
        var said = string.Join('\n', found.Contents.OfType<TextContent>().Select(t => t.Text));
        return said.Length == 0 ? admitted : admitted switch
        {
            ReceptionDecision.Queue queue => queue with { Text = queue.Text is null ? said : said + "\n" + queue.Text },
            // A flow has told what to do meanwhile: that holds whoever is there.
            ReceptionDecision.TurnAway away when found.Flow is not null => away with { Text = away.Text is null ? said : said + "\n" + away.Text },
            _ => admitted,
        };
    }

    private static ReceptionDecision.Answer AskAgain(FlowRun flow) => new(flow.Prompt, new(AnswerStep.Flow, [new TextContent(flow.Prompt)], Flow: flow));

    private static ReceptionDecision OnSpeech(Conversation? open, LastService? last, Surroundings around)
    {
        var texts = around.Account.Texts;
        if (open is { State: ConversationState.Automated, AwaitsMessage: true, GroupId: { } asked })
            return new ReceptionDecision.TakeMessage(asked, NullIfBlank(texts.MessageTaken));
        // Who has just been served goes on with the same person, not with the menu.
        if (open is null or { State: ConversationState.Automated } && !(open is null && ReturnsTo(last, around) is not null) && !string.IsNullOrWhiteSpace(texts.AutoReply))
            return new ReceptionDecision.Answer(texts.AutoReply);
        return OnAskingForPerson(open, isMessage: true, last, around);
    }

    private static ReceptionDecision OnAskingForPerson(Conversation? open, bool isMessage, LastService? last, Surroundings around) => open switch
    {
        null or { State: ConversationState.Automated } => Admit(isMessage, last, around),
        { State: ConversationState.Queued } => new ReceptionDecision.KeepWaiting(
            open.ToldAt is { } told && around.Now < told + TellEvery ? null : NullIfBlank(LineWords.Fill(around.Account.Texts.StillWaiting, around.ForecastOf(open.GroupId)))),
        // Asked for again: the message becomes a conversation if somebody can be there.
        { IsLeftMessage: true } when !isMessage => Admit(isMessage, last, around),
        { IsLeftMessage: true } => new ReceptionDecision.ShowAgent(),
        // Nobody is there before the group opens; then it wakes by itself.
        { State: ConversationState.Parked } when around.GroupOf(open) is { } group && !around.Directory.IsOpen(group, around.Now) => new ReceptionDecision.KeepParked(
            around.Directory.OpensNext(group, around.Now),
            open.WaitingSince is null ? NullIfBlank(LineWords.For(EndReason.OutOfHours, TurnAway.LeaveMessage, group, around)) : null),
        { State: ConversationState.Parked } => new ReceptionDecision.Wake(),
        _ => new ReceptionDecision.ShowAgent(),
    };

    /// <param name="named">The group that was asked for; null: the one that served just now, else the account's.</param>
    private static ReceptionDecision Admit(bool isMessage, LastService? last, Surroundings around, SkillGroup? named = null)
    {
        var returns = named is null ? ReturnsTo(last, around) : null;
        var led = named is null ? LedTo(last, around) : null;
        var group = named ?? led?.Group ?? returns?.Group ?? around.Directory.Groups[around.Account.SkillGroupId];
        if (Hindrance(group, around) is not { } reason)
            return Join(group, led?.Preferred ?? (led is null ? returns?.Preferred : null) ?? LastAgent(group, last, around), around);
        if (group.Line.InsteadGroupId is { } other && around.Directory.Groups.TryGetValue(other, out var instead) && Hindrance(instead, around) is null)
            return Join(instead, LastAgent(instead, last, around), around);
        if (around.Account.WeChat is { HandsOver: true })
            return new ReceptionDecision.TurnAway(group.Id, TurnAway.End, reason, NullIfBlank(LineWords.For(reason, TurnAway.End, group, around)), IsMessage: false, HandsOver: true);
        var way = reason == EndReason.OutOfHours ? group.Line.WhenClosed : group.Line.WhenFull;
        return new ReceptionDecision.TurnAway(group.Id, way, reason, NullIfBlank(LineWords.For(reason, way, group, around)), isMessage && way == TurnAway.LeaveMessage);
    }

    private static ReceptionDecision.Queue Join(SkillGroup group, (Guid, DateTimeOffset)? preferred, Surroundings around) =>
        new(group.Id, NullIfBlank(LineWords.Fill(around.Account.Texts.Queued, around.ForecastOf(group.Id))), preferred);

    private static EndReason? Hindrance(SkillGroup group, Surroundings around)
    {
        if (!around.Directory.IsOpen(group, around.Now))
            return EndReason.OutOfHours;
        return around.ForecastOf(group.Id)?.Waiting >= group.Line.MostWaiting && !(around.Tier >= group.Line.AlwaysAdmittedFrom) ? EndReason.LineFull : null;
    }

    /// <summary>Written again soon after the end: the same group, and the same agent first.</summary>
    private static (SkillGroup Group, (Guid, DateTimeOffset) Preferred)? ReturnsTo(LastService? last, Surroundings around) =>
        last is not null && around.Directory.Groups.TryGetValue(last.GroupId, out var group) && around.Now < last.EndedAt + group.Times.ReturnWindow
            ? (group, (last.AgentId, around.Now + group.Times.ReturnWait))
            : null;

    /// <summary>Where a code leads: its group and its agent first. Who was served after the scan has been where it leads.</summary>
    private static (SkillGroup Group, (Guid, DateTimeOffset)? Preferred)? LedTo(LastService? last, Surroundings around)
    {
        if (around.Arrival is not { Code: var code, At: var at } || last?.EndedAt > at)
            return null;
        var agent = code.AgentId is { } id && around.Directory.Agents.TryGetValue(id, out var known) && known.Enabled ? known : null;
        var group = code.GroupId is { } groupId ? around.Directory.Groups.GetValueOrDefault(groupId)
            // An agent alone: in the account's group if they work in it, else in one of theirs.
            : agent?.Skills.OrderBy(s => s.GroupId == around.Account.SkillGroupId ? 0 : 1).ThenBy(s => s.GroupId).Select(s => around.Directory.Groups.GetValueOrDefault(s.GroupId)).FirstOrDefault(g => g is not null);
        if (group is null)
            return null;
        (Guid, DateTimeOffset)? preferred = agent is not null && agent.Skills.Any(s => s.GroupId == group.Id) ? (agent.Id, around.Now + group.Strategy.LastAgentWait) : null;
        return (group, preferred);
    }

    private static (Guid, DateTimeOffset)? LastAgent(SkillGroup group, LastService? last, Surroundings around) =>
        last is not null && group.Strategy.LastAgentFirst && last.EndedAt >= around.Now - TimeSpan.FromDays(group.Strategy.LastAgentDays)
            ? (last.AgentId, around.Now + group.Strategy.LastAgentWait)
            : null;

    /// <summary>Somebody with an agent, or on the way to one, is not greeted by the system again.</summary>
    private static ReceptionDecision OnFollowing(Conversation? open, LastService? last, Surroundings around)
    {
        if (around.Arrival is { Code: { ConnectsAtOnce: true } or { Welcome.Length: > 0 } })
            return OnArrival(open, last, around);
        return open?.State is null or ConversationState.Automated && !string.IsNullOrWhiteSpace(around.Account.Texts.Welcome)
            ? new ReceptionDecision.Answer(around.Account.Texts.Welcome)
            : new ReceptionDecision.Record();
    }

    /// <summary>By a code that says something of its own, or leads to somebody at once.</summary>
    private static ReceptionDecision OnArrival(Conversation? open, LastService? last, Surroundings around)
    {
        if (open is not (null or { State: ConversationState.Automated }))
            return new ReceptionDecision.Record();
        var code = around.Arrival!.Code;
        var welcome = NullIfBlank(code.Welcome);
        if (!code.ConnectsAtOnce)
            return welcome is null ? new ReceptionDecision.Record() : new ReceptionDecision.Answer(welcome);
        var admitted = Admit(isMessage: false, last, around);
        return welcome is null || admitted is not ReceptionDecision.Queue queue ? admitted : queue with { Text = queue.Text is null ? welcome : welcome + "\n" + queue.Text };
    }

    private static ReceptionDecision OnLeaving(ConversationState? state) => state switch
    {
        // In the wrap-up the conversation is over for the customer already.
        null or ConversationState.WrapUp => new ReceptionDecision.Record(),
        _ => new ReceptionDecision.Leave(),
    };

    private static bool Is(EventContent e, string name) => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase);

    // In traditional and in wide characters, too.
    private static bool AsksForPerson(string words, Surroundings around) => around.Account.Texts.AsksForPerson(words) || around.Account.Texts.AsksForPerson(KeywordLetters.Written(words));

    private static bool AsksForPerson(EventContent e) => PersonKeys.Contains(e.Key?.Trim(), StringComparer.OrdinalIgnoreCase);

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

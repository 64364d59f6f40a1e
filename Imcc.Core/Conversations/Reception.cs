using Imcc.Core.Channels;

namespace Imcc.Core.Conversations;

/// <summary>Decides what becomes of a customer's message: pure, so that every cell of (state × kind of input) is a test.</summary>
public static class Reception
{
    /// <summary>Keys of menu entries that ask for a person, in any case.</summary>
    private static readonly string[] PersonKeys = ["person", "人工", "kefu"];

    /// <param name="current">The thread's last conversation; null, or one that is over, where nothing is open.</param>
    public static ReceptionDecision Decide(Conversation? current, ChannelAccount account, MessageContent content, DateTimeOffset now)
    {
        var state = current is { IsOpen: true } ? current.State : (ConversationState?)null;
        return content switch
        {
            // A follower stops following; a web visitor ends the chat.
            EventContent e when Is(e, "unsubscribe") || Is(e, "leave") => OnLeaving(state),
            EventContent e when Is(e, "subscribe") => OnFollowing(state, account),
            EventContent e when Is(e, "click") && AsksForPerson(e) => OnAskingForPerson(state, account),
            { IsSpeech: false } => new ReceptionDecision.Record(),
            TextContent text when account.Texts.AsksForPerson(text.Text) => OnAskingForPerson(state, account),
            VoiceContent { Recognition: { } words } when account.Texts.AsksForPerson(words) => OnAskingForPerson(state, account),
            _ => OnSpeech(state, account),
        };
    }

    private static ReceptionDecision OnSpeech(ConversationState? state, ChannelAccount account) => state switch
    {
        null or ConversationState.Automated when !string.IsNullOrWhiteSpace(account.Texts.AutoReply) => new ReceptionDecision.Answer(account.Texts.AutoReply),
        _ => OnAskingForPerson(state, account),
    };

    private static ReceptionDecision OnAskingForPerson(ConversationState? state, ChannelAccount account) => state switch
    {
        null or ConversationState.Automated => new ReceptionDecision.Queue(account.SkillGroupId, NullIfBlank(account.Texts.Queued)),
        ConversationState.Queued => new ReceptionDecision.KeepWaiting(),
        _ => new ReceptionDecision.ShowAgent(),
    };

    /// <summary>Somebody with an agent, or on the way to one, is not greeted by the system again.</summary>
    private static ReceptionDecision OnFollowing(ConversationState? state, ChannelAccount account) => state switch
    {
        null or ConversationState.Automated when !string.IsNullOrWhiteSpace(account.Texts.Welcome) => new ReceptionDecision.Answer(account.Texts.Welcome),
        _ => new ReceptionDecision.Record(),
    };

    private static ReceptionDecision OnLeaving(ConversationState? state) => state switch
    {
        // In the wrap-up the conversation is over for the customer already.
        null or ConversationState.WrapUp => new ReceptionDecision.Record(),
        _ => new ReceptionDecision.Leave(),
    };

    private static bool Is(EventContent e, string name) => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase);

    private static bool AsksForPerson(EventContent e) => PersonKeys.Contains(e.Key?.Trim(), StringComparer.OrdinalIgnoreCase);

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

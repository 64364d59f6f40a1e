using Imcc.Core.Channels;
using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Core.Conversations;

/// <summary>What is different where several people speak in one thread: pure, asked before <see cref="Reception"/>.</summary>
public static class GroupReception
{
    /// <summary>
    /// Whether somebody else's conversation gives way to the speaker's own: it is only with the system, and nobody waits for anybody in it. One thread
    /// has one open conversation, so it is closed first.
    /// </summary>
    public static bool GivesWay(Conversation open, Speaker speaker) => open.State == Automated && open.Chat is { } chat && !chat.IsOf(speaker);

    /// <summary>
    /// What somebody else than its customer may do to a conversation that waits for an agent: be heard, and no more. Their "2" chooses nothing and their
    /// words of asking ask for nothing on the customer's behalf.
    /// </summary>
    /// <returns>Null: <see cref="Reception"/> decides as for anybody.</returns>
    public static ReceptionDecision? ForOther(Conversation? open, Speaker? speaker, MessageContent content) =>
        open is { IsOpen: true, Chat: { } chat } && speaker is not null && !chat.IsOf(speaker) && open.State is Queued or Offered
            ? content.IsSpeech ? new ReceptionDecision.KeepWaiting() : new ReceptionDecision.Record()
            : null;
}

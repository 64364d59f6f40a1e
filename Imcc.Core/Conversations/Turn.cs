using System.Globalization;

namespace Imcc.Core.Conversations;

/// <summary>An agent's word as an answer: the first one is noted as such, a further one with how long the customer had waited for it.</summary>
public static class Turn
{
    /// <param name="isFirst">The agent has not said anything since taking it.</param>
    public static Conducted Heard(Conversation c, string preview, bool isFirst, DateTimeOffset now)
    {
        var next = c.HearAgent(preview, now);
        if (isFirst)
            return Conducted.Done(next, ConversationEventKind.FirstReply);
        // Whoever goes on talking answers nothing.
        return c.WaitingSince is { } since
            ? Conducted.Done(next, ConversationEventKind.Replied, detail: Math.Max(0, (long)(now - since).TotalMilliseconds).ToString(CultureInfo.InvariantCulture))
            : Conducted.Done(next);
    }
}

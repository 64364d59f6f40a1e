using Imcc.Core.Conversations;

namespace Imcc.Core.Board;

/// <summary>Open conversations of a group by where they stand.</summary>
internal sealed class LineCount
{
    public int Waiting { get; private set; }

    public int Ringing { get; private set; }

    public int InService { get; private set; }

    public int WrapUp { get; private set; }

    public int Parked { get; private set; }

    public int MessagesLeft { get; private set; }

    public DateTimeOffset? LongestSince { get; private set; }

    /// <summary>Seconds that all who wait have waited.</summary>
    public double WaitedSeconds { get; private set; }

    public void Add(OpenConversation c, DateTimeOffset now)
    {
        switch (c.State)
        {
            case ConversationState.Queued or ConversationState.Offered:
                Waiting++;
                Ringing += c.State == ConversationState.Offered ? 1 : 0;
                if (c.WaitsSince is not { } since)
                    break;
                LongestSince = LongestSince is null || since < LongestSince ? since : LongestSince;
                WaitedSeconds += Math.Max(0, (now - since).TotalSeconds);
                break;
            case ConversationState.Active:
                InService++;
                break;
            case ConversationState.WrapUp:
                WrapUp++;
                break;
            case ConversationState.Parked when c.AgentId is null:
                MessagesLeft++;
                break;
            case ConversationState.Parked:
                Parked++;
                break;
        }
    }

    public void Add(LineCount other)
    {
        Waiting += other.Waiting;
        Ringing += other.Ringing;
        InService += other.InService;
        WrapUp += other.WrapUp;
        Parked += other.Parked;
        MessagesLeft += other.MessagesLeft;
        WaitedSeconds += other.WaitedSeconds;
        if (other.LongestSince is { } since)
            LongestSince = LongestSince is null || since < LongestSince ? since : LongestSince;
    }
}

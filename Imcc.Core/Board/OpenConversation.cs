using Imcc.Core.Conversations;

namespace Imcc.Core.Board;

/// <summary>What the board has to know of a conversation beside its events.</summary>
/// <param name="WaitsSince">When the customer joined the line.</param>
/// <param name="Units">How much of an agent's capacity it takes.</param>
[GenerateSerializer, Immutable]
public sealed record OpenConversation(
    [property: Id(0)] Guid Id,
    [property: Id(1)] Guid ThreadId,
    [property: Id(2)] long Revision,
    [property: Id(3)] ConversationState State,
    [property: Id(4)] Guid? GroupId,
    [property: Id(5)] Guid? AgentId,
    [property: Id(6)] DateTimeOffset? WaitsSince,
    [property: Id(7)] int Units)
{
    public bool IsOpen => State < ConversationState.Closed;

    /// <summary>Nobody has answered yet, though somebody may be asked already.</summary>
    public bool Waits => State is ConversationState.Queued or ConversationState.Offered;

    public bool HoldsAgent => State is ConversationState.Offered or ConversationState.Active or ConversationState.WrapUp;

    /// <summary>Whether a number of the board counts it.</summary>
    /// <param name="ofAgent">The number is of an agent, who has asked ones and wrap-ups in hand as well.</param>
    public bool CountsAs(BoardFigure figure, bool ofAgent) => figure switch
    {
        BoardFigure.Waiting or BoardFigure.LongestWait => Waits,
        BoardFigure.InService => ofAgent ? HoldsAgent : State == ConversationState.Active,
        BoardFigure.WrapUp => State == ConversationState.WrapUp,
        BoardFigure.Parked => State == ConversationState.Parked && AgentId is not null,
        BoardFigure.MessagesLeft => State == ConversationState.Parked && AgentId is null,
        _ => false,
    };

    public static OpenConversation Of(Conversation c) => new(c.Id, c.ThreadId, c.Revision, c.State, c.GroupId, c.AgentId, c.EnqueuedAt, c.Units);
}

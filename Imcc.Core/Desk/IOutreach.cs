namespace Imcc.Core.Desk;

/// <summary>A supervisor turns to a customer who has nothing going on: to call back who was not satisfied. The person's id comes from the sign-in, as in <see cref="IWorkplace"/>.</summary>
public interface IOutreach
{
    /// <summary>Begins a new conversation of the lead's own with the customer of one that is over. It stands in nobody's line; whether the channel still carries a word is seen when it is written.</summary>
    /// <param name="conversationId">The one that it comes from, of a unit that the person leads.</param>
    /// <param name="reason">At most 100 characters.</param>
    /// <returns>AlreadyDone: the lead serves the customer already. TooLate: somebody else does, or the customer waits. With the conversation that is going on, where one is.</returns>
    Task<(CommandOutcome Outcome, Guid? ConversationId)> BeginAsync(Guid leadId, Guid conversationId, string reason, CancellationToken cancellationToken = default);
}

using Imcc.Core.Channels;
using Imcc.Core.Desk;

namespace Imcc.Core.Conversations;

/// <summary>
/// The one place where a customer's thread changes: everything about it passes here, one thing at a time, in order. The key is the
/// thread's id. It keeps nothing but a copy of its rows; each change is on disk before anybody is told.
/// </summary>
[Alias("Imcc.IConversationGrain")]
public interface IConversationGrain : IGrainWithGuidKey
{
    /// <summary>A stored message of the customer's. Given twice, it is taken once and answered the same.</summary>
    [Alias("Receive")]
    ValueTask<Reply> ReceiveAsync(InboundMessage message);

    /// <summary>The ACD has chosen an agent. Refused when the conversation no longer waits.</summary>
    [Alias("Offer")]
    ValueTask<bool> OfferAsync(OfferTerms terms);

    [Alias("Accept")]
    ValueTask<CommandOutcome> AcceptAsync(Guid conversationId, Guid agentId, Guid offerId);

    [Alias("Decline")]
    ValueTask<CommandOutcome> DeclineAsync(Guid conversationId, Guid agentId, Guid offerId);

    [Alias("Say")]
    ValueTask<CommandOutcome> SayAsync(Guid conversationId, Guid agentId, Guid messageId, MessageContent content, bool isInternal);

    [Alias("End")]
    ValueTask<CommandOutcome> EndAsync(Guid conversationId, Guid agentId);

    [Alias("FinishWrapUp")]
    ValueTask<CommandOutcome> FinishWrapUpAsync(Guid conversationId, Guid agentId);

    [Alias("SaveNote")]
    ValueTask<CommandOutcome> SaveNoteAsync(Guid conversationId, Guid agentId, string note);

    [Alias("MarkRead")]
    ValueTask<CommandOutcome> MarkReadAsync(Guid conversationId, Guid agentId);

    [Alias("SaveCustomer")]
    ValueTask<CommandOutcome> SaveCustomerAsync(string? displayName, int? vipTier, string? note);

    /// <summary>The agent can no longer be reached: an offer is taken back, and with <paramref name="forGood"/> a conversation is given back to the queue.</summary>
    [Alias("AgentLost")]
    ValueTask AgentLostAsync(Guid agentId, bool forGood);

    /// <summary>The customer's screen went away or came back, where the channel can tell.</summary>
    [Alias("CustomerAway")]
    ValueTask CustomerAwayAsync(bool isAway);

    /// <summary>The customer is writing, or has stopped: told on to whoever serves, and forgotten.</summary>
    [Alias("CustomerTyping")]
    ValueTask CustomerTypingAsync(bool isTyping);

    /// <summary>The conversation that is going on, if one is.</summary>
    [Alias("Look")]
    ValueTask<Conversation?> LookAsync();

    /// <summary>A deadline of the row has passed, as far as the caller knows.</summary>
    [Alias("Tick")]
    ValueTask TickAsync();
}

/// <summary>What came of a customer's message: perhaps an answer for the response that is still open.</summary>
[GenerateSerializer, Immutable, Alias("Imcc.Reply")]
public sealed record Reply([property: Id(0)] MessageContent? Answer = null, [property: Id(1)] Guid? AnswerId = null)
{
    public static readonly Reply None = new();
}

/// <summary>Who is asked to serve a waiting conversation, and on what terms.</summary>
[GenerateSerializer, Immutable, Alias("Imcc.OfferTerms")]
public sealed record OfferTerms(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] Guid AgentId,
    [property: Id(2)] Guid OfferId,
    [property: Id(3)] TimeSpan Ring,
    [property: Id(4)] bool AutoAccept);

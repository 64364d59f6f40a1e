using Imcc.Core.Channels;
using Imcc.Core.Contacts;
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

    /// <summary>An agent is asked, or given the conversation. Refused when it no longer waits.</summary>
    [Alias("Offer")]
    ValueTask<bool> OfferAsync(OfferTerms terms);

    /// <summary>Somebody, or the system, does something with a conversation.</summary>
    /// <param name="conversationId">Null: whichever is going on.</param>
    [Alias("Act")]
    ValueTask<CommandOutcome> ActAsync(Guid? conversationId, Act act);

    /// <summary>An agent writes to the customer, or a remark that only our own people see.</summary>
    [Alias("Say")]
    ValueTask<CommandOutcome> SayAsync(Guid conversationId, Guid agentId, Guid messageId, MessageContent content, bool isInternal);

    /// <summary>A supervisor whispers to the agent, or speaks to the customer beside them; whatever they look with (<see cref="WatchAsync"/>) is raised by it.</summary>
    [Alias("Steer")]
    ValueTask<CommandOutcome> SteerAsync(Guid conversationId, Guid leadId, Guid messageId, MessageContent content, bool isWhisper, string words);

    /// <summary>A supervisor turns to the customer of a conversation that is over: a new one begins, if none is going on.</summary>
    /// <returns>With the conversation that is going on then, where one is.</returns>
    [Alias("Begin")]
    ValueTask<(CommandOutcome Outcome, Guid? ConversationId)> BeginAsync(Guid conversationId, Guid leadId, string reason);

    /// <summary>A supervisor begins, goes on or stops to look at a conversation.</summary>
    [Alias("Watch")]
    ValueTask<CommandOutcome> WatchAsync(Guid conversationId, WatchAct act);

    /// <summary>As <see cref="SayAsync"/> to the customer, after the agent confirmed the sensitive words in it, which are recorded with it.</summary>
    /// <param name="words">As a person reads them; empty: there are none any more.</param>
    [Alias("SayConfirmed")]
    ValueTask<CommandOutcome> SayConfirmedAsync(Guid conversationId, Guid agentId, Guid messageId, MessageContent content, string words);

    /// <summary>Somebody pins a message of the thread, or changes a pin.</summary>
    [Alias("Pin")]
    ValueTask<CommandOutcome> PinAsync(Guid conversationId, PinAct act);

    /// <summary>An agent takes back what they wrote to the customer, where and as long as the channel can.</summary>
    [Alias("Recall")]
    ValueTask<CommandOutcome> RecallAsync(Guid conversationId, Guid agentId, Guid messageId);

    [Alias("SaveCustomer")]
    ValueTask<CommandOutcome> SaveCustomerAsync(CustomerChange change);

    /// <summary>The channel tells who this follower is. Whoever never wrote is known from now on, too.</summary>
    /// <returns>Unavailable: it was not stored, and may be told again.</returns>
    [Alias("Learn")]
    ValueTask<CommandOutcome> LearnAsync(FollowerFacts facts);

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
/// <param name="AutoAccept">Given without asking.</param>
/// <param name="Explanation">Why this agent, as the ACD explains it (JSON); kept beside the offer.</param>
/// <param name="ByHand">Who picked it from the line; null: the ACD chose.</param>
/// <param name="Term">The term of office of the ACD that decided: one that has been relieved decides nothing any more.</param>
[GenerateSerializer, Immutable, Alias("Imcc.OfferTerms")]
public sealed record OfferTerms(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] Guid AgentId,
    [property: Id(2)] Guid OfferId,
    [property: Id(3)] bool AutoAccept,
    [property: Id(4)] string Explanation = "",
    [property: Id(5)] Guid? ByHand = null,
    [property: Id(6)] long Term = 0);

/// <summary>What is known of the customer changes; null: stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("Imcc.CustomerChange")]
public sealed record CustomerChange(
    [property: Id(0)] string? DisplayName = null,
    [property: Id(1)] int? VipTier = null,
    [property: Id(2)] string? Note = null,
    [property: Id(3)] IReadOnlyList<Guid>? Tags = null)
{
    /// <summary>One attribute's value; empty takes it away.</summary>
    [Id(4)] public (Guid Id, string Value)? Attribute { get; init; }

    /// <summary>The contact goes over to another person; done only if it still belongs to <see cref="PersonLink.From"/>.</summary>
    [Id(5)] public PersonLink? Link { get; init; }

    [Id(6)] public int? PersonTier { get; init; }

    /// <summary>What the channel says joins the customer's identities: kept with the thread.</summary>
    [Id(7)] public string? UnionId { get; init; }

    /// <summary>Whose contact, where several people speak in the thread; null: the contact whom the thread is with now.</summary>
    [Id(8)] public Guid? ContactId { get; init; }

    /// <summary>The UnionID that <see cref="UnionId"/> takes the place of, for the record; null: there was none.</summary>
    [Id(9)] public string? OldUnionId { get; init; }

    /// <summary>Blocked for this reason from this moment; an empty reason: not blocked any more.</summary>
    [Id(10)] public (string Reason, DateTimeOffset At)? Block { get; init; }

    /// <summary>The contact as it is after the change.</summary>
    public Contact On(Contact contact) => contact with
    {
        BlockedAt = Block is not { } block ? contact.BlockedAt : block.Reason.Length == 0 ? null : contact.BlockedAt ?? block.At,
        BlockReason = Block is { } given ? WithoutNul(given.Reason)! : contact.BlockReason,
        DisplayName = WithoutNul(DisplayName) ?? contact.DisplayName,
        VipTier = VipTier ?? contact.VipTier,
        Note = WithoutNul(Note) ?? contact.Note,
        // The same instance when they are the same, for the record to be equal.
        Tags = Tags is { } tags && !tags.SequenceEqual(contact.Tags) ? [.. tags] : contact.Tags,
        Attributes = Attribute is { } attribute ? AttributeValues.With(contact.Attributes, attribute.Id, WithoutNul(attribute.Value)!) : contact.Attributes,
        PersonId = Link is { } link ? link.To : contact.PersonId,
        PersonTier = PersonTier ?? contact.PersonTier,
    };

    /// <summary>PostgreSQL takes no character zero in a text.</summary>
    private static string? WithoutNul(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}

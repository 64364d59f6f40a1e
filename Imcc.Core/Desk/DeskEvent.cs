using System.Text.Json.Serialization;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;

namespace Imcc.Core.Desk;

/// <summary>
/// What a screen is told. An event is a hint, not the truth: it may come late, twice or out of order, so a receiver compares
/// <see cref="DeskConversation.Revision"/> or <see cref="ThreadMessage.Seq"/>, drops the older one and reads what it missed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(ConversationMoved), "conversation")]
[JsonDerivedType(typeof(MessageAdded), "message")]
[JsonDerivedType(typeof(DeliveryChanged), "delivery")]
[JsonDerivedType(typeof(StatusChanged), "status")]
[JsonDerivedType(typeof(QueueChanged), "queue")]
[JsonDerivedType(typeof(TypingChanged), "typing")]
[JsonDerivedType(typeof(PreferencesChanged), "preferences")]
[JsonDerivedType(typeof(RepliesChanged), "replies")]
[JsonDerivedType(typeof(PinsChanged), "pins")]
[JsonDerivedType(typeof(MessageRecalled), "recalled")]
[JsonDerivedType(typeof(RatingGiven), "rating")]
[JsonDerivedType(typeof(WatchersChanged), "watchers")]
[JsonDerivedType(typeof(WatchOver), "watchOver")]
[GenerateSerializer, Immutable]
public abstract record DeskEvent;

/// <summary>A conversation of this agent's is new or has changed; in another agent's hands or closed, it leaves the list.</summary>
[GenerateSerializer, Immutable]
public sealed record ConversationMoved([property: Id(0)] DeskConversation Conversation) : DeskEvent;

/// <summary>A thread that this screen follows has a further message.</summary>
[GenerateSerializer, Immutable]
public sealed record MessageAdded([property: Id(0)] ThreadMessage Message) : DeskEvent;

/// <summary>A message has come further on its way out, or failed.</summary>
[GenerateSerializer, Immutable]
public sealed record DeliveryChanged(
    [property: Id(0)] Guid ThreadId,
    [property: Id(1)] Guid MessageId,
    [property: Id(2)] DeliveryState State,
    [property: Id(3)] string? Error,
    [property: Id(4)] bool MaybeTwice,
    [property: Id(5)] RefusalKind? Refusal = null,
    [property: Id(6)] DateTimeOffset? LateAt = null) : DeskEvent;

/// <summary>The agent's own presence, connection or load changed (perhaps in another tab).</summary>
/// <param name="By">The supervisor who did it; null: the agent, or the system.</param>
[GenerateSerializer, Immutable]
public sealed record StatusChanged([property: Id(0)] AgentStatus Status, [property: Id(1)] Guid? By = null) : DeskEvent;

/// <summary>How many wait in the agent's groups.</summary>
[GenerateSerializer, Immutable]
public sealed record QueueChanged([property: Id(0)] int Waiting, [property: Id(1)] DateTimeOffset? LongestSince) : DeskEvent;

/// <summary>The other side is writing, or has stopped.</summary>
[GenerateSerializer, Immutable]
public sealed record TypingChanged([property: Id(0)] Guid ThreadId, [property: Id(1)] bool IsTyping, [property: Id(2)] string? Name = null) : DeskEvent;

/// <summary>The agent chose differently, perhaps on another machine.</summary>
[GenerateSerializer, Immutable]
public sealed record PreferencesChanged([property: Id(0)] AgentPreferences Preferences) : DeskEvent;

/// <summary>The agent's quick replies are others now: to be read again.</summary>
[GenerateSerializer, Immutable]
public sealed record RepliesChanged : DeskEvent;

/// <summary>The pins that a conversation shows, all of them, the latest first.</summary>
[GenerateSerializer, Immutable]
public sealed record PinsChanged([property: Id(0)] Guid ThreadId, [property: Id(1)] Guid ConversationId, [property: Id(2)] IReadOnlyList<PinnedMessage> Pins) : DeskEvent;

/// <summary>A message was taken back: the customer does not see it any more.</summary>
[GenerateSerializer, Immutable]
public sealed record MessageRecalled([property: Id(0)] ThreadMessage Message) : DeskEvent;
/// <summary>A customer was asked, or has answered, how satisfied they were with a conversation of this agent's.</summary>
[GenerateSerializer, Immutable]
public sealed record RatingGiven([property: Id(0)] Guid ConversationId, [property: Id(1)] Surveys.Satisfaction Satisfaction) : DeskEvent;

/// <summary>Which supervisors are with a conversation, all of them; an agent is told of those whom they may know of.</summary>
[GenerateSerializer, Immutable]
public sealed record WatchersChanged([property: Id(0)] Guid ThreadId, [property: Id(1)] Guid ConversationId, [property: Id(2)] IReadOnlyList<Watcher> Watchers) : DeskEvent;

/// <summary>A supervisor's look at a conversation has ended by itself: it belongs to another unit now, the customer has begun a new one, or the right is gone. Nothing more is told of it.</summary>
[GenerateSerializer, Immutable]
public sealed record WatchOver([property: Id(0)] Guid ThreadId, [property: Id(1)] Guid ConversationId) : DeskEvent;

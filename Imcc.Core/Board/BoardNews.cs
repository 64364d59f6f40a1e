using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Core.Board;

/// <summary>A conversation was written: how it is now, and what is on record of the step. For the board of this process, never for a browser.</summary>
/// <param name="From">The revision that the step began from; null: the conversation is new.</param>
[GenerateSerializer, Immutable]
public sealed record BoardNews([property: Id(0)] OpenConversation After, [property: Id(1)] long? From, [property: Id(2)] IReadOnlyList<ConversationEvent> Events) : DeskEvent;

using Imcc.Core.Conversations;
using Imcc.Core.Privacy;

namespace Imcc.Core.Desk;

/// <summary>A pin as screens show it, with what was said and by whom.</summary>
/// <param name="Seq">The message's place in the thread.</param>
/// <param name="Text">The message in at most 400 characters, or the pinned number.</param>
/// <param name="Sender">Who said it.</param>
/// <param name="IsRemark">Whether it is an internal remark.</param>
/// <param name="SaidBy">The agent who said it, by name; empty where it was the customer or the system.</param>
/// <param name="SaidAt">When it was said.</param>
/// <param name="PinnedBy">The name of who pinned it.</param>
/// <param name="Kind">Of the pinned number, as its message tells it.</param>
[GenerateSerializer, Immutable]
public sealed record PinnedMessage(
    [property: Id(0)] Pin Pin,
    [property: Id(1)] long Seq,
    [property: Id(2)] string Text,
    [property: Id(3)] MessageSender Sender,
    [property: Id(4)] bool IsRemark,
    [property: Id(5)] string SaidBy,
    [property: Id(6)] DateTimeOffset SaidAt,
    [property: Id(7)] string PinnedBy,
    [property: Id(8)] NumberKind? Kind = null);

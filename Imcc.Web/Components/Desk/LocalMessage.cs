using Imcc.Core.Channels;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// A message that this screen has sent and not yet seen come back: its bubble is there at once. Sent again it is the same
/// message, because the id is made once.
/// </summary>
/// <param name="Failure">Why it was not taken; null while it is on its way.</param>
public sealed record LocalMessage(Guid Id, MessageContent Content, bool IsRemark, DateTimeOffset At, CommandOutcome? Failure = null);

namespace Imcc.Web.Components.Desk;

/// <summary>A message that the browser handed over and never heard of again, as it kept it.</summary>
public sealed record UnsettledMessage(Guid ConversationId, Guid Id, string Text, bool IsRemark);

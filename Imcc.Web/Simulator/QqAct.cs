namespace Imcc.Web.Simulator;

/// <summary>What somebody does with the telephone in a talk with a bot.</summary>
/// <param name="Chat">An openid, or a group's with <c>group:</c> in front.</param>
/// <param name="Kind"><c>text</c>, <c>chat</c> (said in the group and not to the bot), <c>file</c>, <c>add</c>, <c>remove</c>, <c>reject</c>, <c>receive</c>, <c>tap</c>.</param>
/// <param name="Text">What is typed; the button's data.</param>
/// <param name="Member">Which of a group's members does it, by name.</param>
/// <param name="Times">How often QQ delivers it, 1 to 3.</param>
/// <param name="Raw">A whole event instead: posted as it is, signed.</param>
public sealed record QqAct(string Account, string Chat, string Kind, string Text = "", string Member = "", string? MediaId = null, int Times = 1, string? Raw = null);

namespace Imcc.Core.Channels.Open;

/// <summary>What is wrong with a posted message, for the developer at the other end.</summary>
/// <param name="Field">As in the JSON: <c>from.id</c>.</param>
public sealed record OpenProblem(string Field, string Chinese, string English);

namespace Imcc.Web.Simulator;

/// <summary>What became of a message that the stand-in took: the event that it posts afterwards.</summary>
/// <param name="Elements">The XML between the envelope's.</param>
public sealed record StandInReport(string AppId, string OpenId, string Elements);

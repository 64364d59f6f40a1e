namespace Imcc.Web.Simulator;

/// <summary>One page of the simulator, in the row of tabs on all of them. Registered by whoever makes the page.</summary>
/// <param name="Path">Under which it is found: <c>/simulator/open</c>.</param>
/// <param name="Order">Its place in the row, from the left.</param>
public sealed record SimulatorPage(string Path, string Chinese, string English, int Order);

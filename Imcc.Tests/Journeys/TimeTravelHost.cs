namespace Imcc.Tests.Journeys;

/// <summary>A host of its own for journeys through hours and days, which would make everybody else's time pass.</summary>
public sealed class TimeTravelHost : JourneyHost;

namespace Imcc.Tests.Journeys;

/// <summary>Tests with a browser: one after the other, for a browser takes a core to itself, but beside everything that needs none.</summary>
[CollectionDefinition(nameof(Browsing))]
public sealed class Browsing;

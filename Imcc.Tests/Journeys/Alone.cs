namespace Imcc.Tests.Journeys;

/// <summary>Tests that take the whole machine or measure time: one after the other, while nothing else runs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

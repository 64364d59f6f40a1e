namespace Imcc.Tests.Journeys;

/// <summary>One such host for all that plays on it.</summary>
[CollectionDefinition(nameof(OneBotHost))]
public sealed class OneBotGroup : ICollectionFixture<OneBotHost>;

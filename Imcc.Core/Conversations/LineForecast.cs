namespace Imcc.Core.Conversations;

/// <summary>What a customer may be told about a line, as the ACD sees it.</summary>
/// <param name="Ahead">How many are served before this customer, those included who came later and overtake.</param>
/// <param name="Wait">Estimated; null: there is nothing to estimate from.</param>
/// <param name="Waiting">How many wait in the line.</param>
[GenerateSerializer, Immutable]
public sealed record LineForecast([property: Id(0)] int Ahead, [property: Id(1)] TimeSpan? Wait, [property: Id(2)] int Waiting);

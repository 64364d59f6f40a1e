namespace Imcc.Infrastructure.Conversations;

/// <summary>Two activations of one thread met; this one had read too early. Nothing was written; the same call again is decided on the new state.</summary>
[GenerateSerializer, Alias("Imcc.StaleThreadException")]
internal sealed class StaleThreadException(Guid threadId) : Exception($"Thread {threadId} was written by another activation.");

namespace Imcc.Core.Channels;

/// <summary>Who of a group said a message (发言人): a group's thread has many.</summary>
/// <param name="Id">The channel's id of the person in that group; at most 128 characters.</param>
/// <param name="Name">As the group shows it; empty where the channel does not tell. At most 100 characters.</param>
[GenerateSerializer, Immutable]
public sealed record Speaker([property: Id(0)] string Id, [property: Id(1)] string Name = "");

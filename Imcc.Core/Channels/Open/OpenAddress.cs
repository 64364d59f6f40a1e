namespace Imcc.Core.Channels.Open;

/// <summary>Customers and groups of an open channel as ids of threads: a group's begins with <c>group:</c>.</summary>
public static class OpenAddress
{
    private const string Group = "group:";

    public static bool IsGroup(string externalId) => externalId.StartsWith(Group, StringComparison.Ordinal);

    /// <summary>Whose thread a message belongs to.</summary>
    public static string Of(OpenIncoming message) => message.Group is { } group ? Group + group.Id : message.From!.Id!;

    /// <returns>The other system's id of the group; null: it is a customer.</returns>
    public static string? GroupOf(string externalId) => IsGroup(externalId) ? externalId[Group.Length..] : null;

    /// <summary>What repeated posts of a message have in common: two customers may come up with the same id.</summary>
    public static string DedupeKey(string externalId, string id) => externalId + ":" + id;
}

namespace Imcc.Core.Channels;

/// <summary>
/// A group's thread (群聊): one thread with several speakers, under an id that no person of the account can have. What is said in it to us is one
/// speaker's; everything else is kept beside it (<see cref="InboundMessage.IsAddressed"/>).
/// </summary>
public static class GroupThread
{
    private const string Prefix = "group:";

    /// <param name="groupId">The channel's id of the group; at most 290 characters.</param>
    public static string Of(string groupId) => Prefix + groupId;

    /// <returns>The channel's id of the group; null: the thread is one person's.</returns>
    public static string? IdOf(string externalId) => Is(externalId) ? externalId[Prefix.Length..] : null;

    public static bool Is(string externalId) => externalId.StartsWith(Prefix, StringComparison.Ordinal);
}

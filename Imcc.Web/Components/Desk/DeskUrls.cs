namespace Imcc.Web.Components.Desk;

/// <summary>Where things of the desk are found.</summary>
public static class DeskUrls
{
    public const string Desk = "/desk";

    public static string Conversation(Guid? id) => id is { } some ? $"{Desk}/{some}" : Desk;

    /// <summary>The reasons of a group as the picker's script reads them; the version renews what it has kept.</summary>
    public static string Reasons(Guid? groupId, int version) => $"{Desk}/reasons?v={version}&group={groupId}";

    public static string File(string fileId) => "/files/" + Uri.EscapeDataString(fileId);
}

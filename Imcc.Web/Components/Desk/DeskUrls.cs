namespace Imcc.Web.Components.Desk;

/// <summary>Where things of the desk are found.</summary>
public static class DeskUrls
{
    public const string Desk = "/desk";

    public static string Conversation(Guid? id) => id is { } some ? $"{Desk}/{some}" : Desk;

    public static string File(string fileId) => "/files/" + Uri.EscapeDataString(fileId);
}

namespace Imcc.Web.Components.Desk;

/// <summary>Where things of the desk are found.</summary>
public static class DeskUrls
{
    public const string Desk = "/desk";

    public static string Conversation(Guid? id) => id is { } some ? $"{Desk}/{some}" : Desk;

    /// <summary>The reasons of a group as the picker's script reads them; the version renews what it has kept.</summary>
    public static string Reasons(Guid? groupId, int version) => $"{Desk}/reasons?v={version}&group={groupId}";

    /// <summary>A conversation, opened at one of its messages.</summary>
    public static string Message(Guid conversationId, long seq) => $"{Desk}/{conversationId}?at={seq}";

    /// <summary>The message that an address of the desk points to; null: to none.</summary>
    public static long? SeqOf(string url) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(url, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } address ? address.Query : "").TryGetValue("at", out var at)
        && long.TryParse(at, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seq) && seq > 0
            ? seq
            : null;

    /// <summary>The search through all conversations.</summary>
    public static string History(string text = "") => text.Length == 0 ? "/history" : "/history?q=" + Uri.EscapeDataString(text);

    /// <summary>The knowledge base's reading page, searching for something.</summary>
    public static string Knowledge(string text) => "/knowledge?q=" + Uri.EscapeDataString(text);

    public static string Article(Guid articleId) => $"/knowledge/{articleId}";

    public static string File(string fileId) => "/files/" + Uri.EscapeDataString(fileId);
}

namespace Imcc.Web.Administration;

/// <summary>Where administration's screens are; <c>new</c> stands for what is not there yet.</summary>
internal static class AdminUrls
{
    public const string Home = "/admin";
    public const string Accounts = "/admin/accounts";
    public const string Agents = "/admin/agents";
    public const string Groups = "/admin/groups";
    public const string Keys = "/admin/keys";
    public const string New = "new";

    public static string Of(string list, Guid id) => $"{list}/{id}";

    public static string NewOf(string list) => $"{list}/{New}";
}

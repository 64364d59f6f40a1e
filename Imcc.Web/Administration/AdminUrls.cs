namespace Imcc.Web.Administration;

/// <summary>Where administration's screens are; <c>new</c> stands for what is not there yet.</summary>
internal static class AdminUrls
{
    public const string Home = "/admin";
    public const string Accounts = "/admin/accounts";
    public const string Agents = "/admin/agents";
    public const string Groups = "/admin/groups";
    public const string Calendars = "/admin/calendars";
    public const string Tiers = "/admin/tiers";
    public const string Tags = "/admin/tags";
    public const string Reasons = "/admin/reasons";
    public const string Privacy = "/admin/privacy";
    public const string Supervision = "/admin/supervision";
    public const string Attributes = "/admin/attributes";
    public const string Sources = "/admin/sources";
    public const string Links = "/admin/links";
    public const string ReasonTree = "/admin/reason-tree";
    public const string Replies = "/admin/replies";
    public const string Words = "/admin/words";
    public const string Keywords = "/admin/keywords";
    public const string Flows = "/admin/flows";
    public const string Robots = "/admin/robots";
    public const string Keys = "/admin/keys";
    public const string Deliveries = "/admin/deliveries";
    public const string Official = "/admin/wechat";
    public const string Notices = "/admin/notices";
    public const string New = "new";

    public static string Of(string list, Guid id) => $"{list}/{id}";

    /// <summary>A part of one thing's page.</summary>
    public static string Of(string list, string chosen, string tab) => $"{list}/{chosen}?tab={tab}";

    public static string NewOf(string list) => $"{list}/{New}";
}

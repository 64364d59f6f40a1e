using Imcc.Web.Components.Misses;

namespace Imcc.Web.Components.Followers;

/// <summary>Where followers and their codes are administered; what is looked at stands in the address.</summary>
internal static class FollowerUrls
{
    public const string Codes = "/admin/qrcodes";
    public const string Followers = "/admin/followers";

    public static string CodesOf(Guid account, string text, int page) => MissUrls.Of(Codes, ("account", account.ToString()), ("q", text), ("page", page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));

    public static string CodeOf(string code, Guid account, string text, int page) => CodesOf(account, text, page).Replace(Codes, Codes + "/" + code, StringComparison.Ordinal);

    public static string PictureOf(Guid code, bool download = false) => $"{Codes}/{code}/picture.png" + (download ? "?download=1" : "");

    public static string ExportOf(Guid account, string text) => MissUrls.Of(Codes + "/export", ("account", account.ToString()), ("q", text));

    public static string FollowersOf(Guid account) => MissUrls.Of(Followers, ("account", account.ToString()));
}

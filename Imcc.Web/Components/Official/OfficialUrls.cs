using Imcc.Web.Administration;

namespace Imcc.Web.Components.Official;

/// <summary>Where an official account's menus, templates and tools are.</summary>
internal static class OfficialUrls
{
    public const string Menu = "menu";
    public const string Templates = "templates";
    public const string Tools = "tools";

    public static string Of(string accountKey, string part) => $"{AdminUrls.Official}/{accountKey}/{part}";
}

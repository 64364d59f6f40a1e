using Imcc.Web.Administration;

namespace Imcc.Web.Components.Keywords;

/// <summary>Where keyword rules are written; a rule stands under its id, everything else under a word.</summary>
internal static class KeywordUrls
{
    public const string Export = AdminUrls.Keywords + "/export";
    public const string Try = "try";
    public const string Conflicts = "conflicts";
    public const string StopWords = "stop-words";
    public const string Import = "import";

    public static string Of(string place) => $"{AdminUrls.Keywords}/{place}";

    public static string Of(Guid rule) => AdminUrls.Of(AdminUrls.Keywords, rule);
}

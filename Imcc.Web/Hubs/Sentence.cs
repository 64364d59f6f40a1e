using System.Globalization;

namespace Imcc.Web.Hubs;

/// <summary>One sentence for a person at the other end of an HTTP or hub interface, in both our languages.</summary>
internal sealed record Sentence(string Chinese, string English)
{
    public string In(CultureInfo language) => language.TwoLetterISOLanguageName == "zh" ? Chinese : English;

    public string For(HttpContext? context) => In(LanguageOf(context));

    /// <summary>The <c>lang</c> of the query, or the first of Accept-Language that we speak; Chinese for who does not say.</summary>
    public static CultureInfo LanguageOf(HttpContext? context)
    {
        if (context is null)
            return Chosen("zh");
        var asked = context.Request.Query["lang"].ToString();
        if (Spoken(asked))
            return Chosen(asked);
        var accepted = context.Request.GetTypedHeaders().AcceptLanguage
            .Where(l => l.Quality is null or > 0)
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString())
            .ToList();
        // Someone who reads neither will rather manage English.
        return Chosen(accepted.Count == 0 ? "zh" : accepted.Find(Spoken) ?? "en");
    }

    private static bool Spoken(string language) =>
        language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    private static CultureInfo Chosen(string language) =>
        CultureInfo.GetCultureInfo(language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN" : "en");
}

using System.Net;
using System.Text.RegularExpressions;

namespace Imcc.Bench.Desk;

/// <summary>Signs one of the demo's people in as a browser does, and keeps the cookies.</summary>
internal static partial class Door
{
    public static async Task<CookieContainer> SignInAsync(Uri server, string userName)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler) { BaseAddress = server };
        var page = await http.GetStringAsync(new Uri(server, "signin"));
        var token = Token().Match(page).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["userName"] = userName,
            ["password"] = "Imcc@2026",
            ["__RequestVerificationToken"] = token,
        });
        using var answer = await http.PostAsync(new Uri(server, "signin"), form);
        if (!cookies.GetCookies(server).Any(c => c.Name.Contains("imcc", StringComparison.OrdinalIgnoreCase) && !c.Name.Contains("ntiforgery", StringComparison.Ordinal)))
            throw new InvalidOperationException($"{userName} was not let in: {answer.StatusCode}, cookies {string.Join(", ", cookies.GetCookies(server).Select(c => c.Name))}.");
        return cookies;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

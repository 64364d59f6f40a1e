using System.Text.RegularExpressions;
using System.Xml.Linq;
using Imcc.Core.Alerts;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Mail;
using Imcc.Tests.Architecture;

namespace Imcc.Tests.Alerts;

/// <summary>Every word that the screens of alerts, e-mail, files and mailed reports ask for is there, in both languages.</summary>
public sealed partial class AlertTextsTests
{
    public static TheoryData<string, string, string[]> Files => new()
    {
        {
            "AlertText", "Alerts",
            [
                .. Enum.GetNames<AlertKind>().SelectMany(k => new[] { "Said.", "Kind.", "Help.", "Limit.", "Unit.", "Cond." }.Select(p => p + k)), .. Enum.GetNames<AlertState>().Select(s => "St." + s),
                .. Enum.GetNames<MailState>().Append("All").Select(s => "Mail.S." + s), .. new[] { "ClearNotBetter", "MailAddress", "WebhookForbidden", "NobodyIsTold", "TooMany", "Gone" }.Select(p => "Problem_" + p),
            ]
        },
        {
            "ExportText", "Exports",
            [
                .. Enum.GetNames<ExportState>().Select(s => "S." + s), .. Enum.GetNames<RelativePeriod>().Select(p => "P." + p), .. Enum.GetNames<ReportMailFormat>().Select(f => "MF." + f),
                .. Enum.GetNames<ReportMailResult>().Select(r => "MR." + r), .. new[] { "MailAddress", "NotMade", "TooMany", "Gone" }.Select(p => "Problem_" + p),
            ]
        },
    };

    [Theory, MemberData(nameof(Files))]
    public void Every_word_that_a_screen_asks_for_is_there_in_both_languages_with_the_same_places(string file, string room, string[] composed)
    {
        var (chinese, english) = (Words(file + ".resx"), Words(file + ".en.resx"));
        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(chinese.Where(w => Places(w.Value) != Places(english[w.Key])).Select(w => w.Key));
        var asked = Sources.Files(".razor").Concat(Sources.Files(".cs")).Where(p => p.Contains($"Imcc.Web/Components/{room}/", StringComparison.Ordinal))
            .SelectMany(p => AskedPattern().Matches(Sources.Read(p)).Select(m => m.Groups[1].Value)).Where(k => !k.EndsWith('.') && !k.EndsWith('_')).ToList();
        // Of files and mailed reports some words are asked for by the reports' page.
        Assert.True(asked.Count > 10, "The pattern finds what is asked for.");
        Assert.Empty(asked.Where(k => !IsReports(room, k)).Concat(composed).Where(k => !chinese.ContainsKey(k)).Distinct());
    }

    // The printer words its columns as the reports' screens do.
    private static bool IsReports(string room, string key) => room == "Exports" && Words("ReportsText.resx").ContainsKey(key);

    private static Dictionary<string, string> Words(string file) =>
        XDocument.Parse(Sources.Read(Sources.Files(".resx").Single(p => p.EndsWith("Localization/" + file, StringComparison.Ordinal)))).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(' ', PlacePattern().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("""\b(?:T|text|own)\["([A-Za-z_.]+)"[\], ]""")]
    private static partial Regex AskedPattern();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex PlacePattern();
}

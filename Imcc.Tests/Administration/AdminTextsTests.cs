using System.Text.RegularExpressions;
using System.Xml.Linq;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Architecture;

namespace Imcc.Tests.Administration;

public sealed partial class AdminTextsTests
{
    private const string Room = "Imcc.Web/Administration/";

    [Fact]
    public void Every_word_that_a_screen_asks_for_is_there_in_both_languages()
    {
        var (chinese, english) = (Words("AdminText.resx"), Words("AdminText.en.resx"));
        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        var asked = Sources.Files(".razor").Concat(Sources.Files(".cs")).Where(p => p.Contains(Room, StringComparison.Ordinal))
            .SelectMany(p => AskedPattern().Matches(Sources.Read(p)).Select(m => m.Groups[1].Value))
            .Where(k => !k.EndsWith('_'))
            .Concat(Composed());
        Assert.Empty(asked.Where(k => !chinese.ContainsKey(k)).Distinct());
    }

    [Fact]
    public void Both_languages_have_the_same_places_to_fill_in()
    {
        var (chinese, english) = (Words("AdminText.resx"), Words("AdminText.en.resx"));
        Assert.Empty(chinese.Where(w => Places(w.Value) != Places(english[w.Key])).Select(w => $"{w.Key}: {w.Value} / {english[w.Key]}"));
    }

    private static IEnumerable<string> Composed() =>
    [
        .. RankingNames.All.SelectMany(r => new[] { "Ranking_" + r, "RankingDoes_" + r, "RankingWhen_" + r }),
        .. Enum.GetNames<Obstacle>().Where(o => o != nameof(Obstacle.None)).Select(o => "Obstacle_" + o),
        .. Enum.GetNames<DayOfWeek>().Select(d => "Day_" + d),
        .. Enum.GetNames<ReceptionStage>().SelectMany(s => new[] { "Stage_" + s, "StageNote_" + s }),
        .. ReceptionField.All.Select(f => f.Name),
        .. ReceptionField.All.Where(f => f.Name != "Welcome").Select(f => f.Name + "Help"),
        .. ReceptionField.All.SelectMany(f => f.Placeholders).SelectMany(p => new[] { "Placeholder_" + p, "Sample_" + p }),
        .. TagRules.Colours.Select(c => "Colour_" + c),
        .. ReasonRules.Presences.SelectMany(p => new[] { "Presence_" + p, "PresenceHelp_" + p }),
        .. new[] { "basic", "strategy", "line", "times", "hours", "reasons" }.Select(t => "GroupTab_" + t),
        .. new[] { "Idle", "LastGiven", "Load", "Rate", "Today", "Share", "Level" }.Select(p => "Part_" + p),
        .. RefusedPattern().Matches(string.Concat(Sources.Files(".cs").Where(p => p.Contains("Imcc.Infrastructure/Organisation/", StringComparison.Ordinal)).Select(Sources.Read))).Select(m => "Problem_" + m.Groups[1].Value),
        .. AuditedPattern().Matches(string.Concat(Sources.Files(".cs").Where(p => p.Contains("Imcc.Infrastructure/Organisation/", StringComparison.Ordinal)).Select(Sources.Read))).SelectMany(m => m.Groups[1].Captures.Concat(m.Groups[2].Captures)).Select(c => "Audit_" + c.Value),
    ];

    private static Dictionary<string, string> Words(string file) =>
        XDocument.Parse(Sources.Read(Sources.Files(".resx").Single(p => p.EndsWith("Administration/" + file, StringComparison.Ordinal)))).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(' ', PlacePattern().Matches(text).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("""\b[Ll]\["([A-Za-z_.]+)"[\], ]""")]
    private static partial Regex AskedPattern();

    [GeneratedRegex("""Refuse\([^"\n]*(?:"[^"\n]*")?[^"\n]*, "([A-Z][A-Za-z]+)"[,)]""")]
    private static partial Regex RefusedPattern();

    [GeneratedRegex("""Audit\((?:[^"\n]*\? )?"([a-z.]+)"(?: : "([a-z.]+)")?""")]
    private static partial Regex AuditedPattern();

    [GeneratedRegex(@"\{(\d)")]
    private static partial Regex PlacePattern();
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using Imcc.Core.Answering.Keywords;
using Imcc.Infrastructure.Answering.Robots;
using Imcc.Tests.Architecture;

namespace Imcc.Tests.Answering;

public sealed partial class KeywordTextTests
{
    [Fact]
    public void Every_word_that_the_screens_ask_for_is_there_in_both_languages_with_the_same_places_to_fill_in()
    {
        var (chinese, english) = (Words("KeywordText.resx"), Words("KeywordText.en.resx"));
        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(chinese.Where(w => Places(w.Value) != Places(english[w.Key])).Select(w => w.Key));
        var asked = Sources.Files(".razor").Concat(Sources.Files(".cs")).Where(p => p.Contains("Imcc.Web/", StringComparison.Ordinal) && (p.Contains("Keyword", StringComparison.Ordinal) || p.Contains("Robots", StringComparison.Ordinal)))
            .SelectMany(p => Asked().Matches(Sources.Read(p)).Select(m => m.Groups[1].Value)).Where(k => !k.EndsWith('_'))
            .Concat(Enum.GetNames<KeywordKind>().SelectMany(k => new[] { "Kind_" + k, "KindHint_" + k, "Sign_" + k }))
            .Concat(Enum.GetNames<KeywordLoss>().Select(l => "Loss_" + l)).Concat(Enum.GetNames<KeywordFault>().Select(f => "Fault_" + f))
            .Concat(Enum.GetNames<RobotOutcome>().Select(o => "Outcome_" + o)).Concat(Enum.GetNames<RobotKind>().Select(k => "RobotKind_" + k)).Concat(Enum.GetNames<RobotProof>().Select(p => "Proof_" + p));
        Assert.Empty(asked.Where(k => !chinese.ContainsKey(k)).Distinct());
    }

    private static Dictionary<string, string> Words(string file) =>
        XDocument.Parse(Sources.Read(Sources.Files(".resx").Single(p => p.EndsWith("Localization/" + file, StringComparison.Ordinal)))).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("""\bK\["([A-Za-z_.]+)"[\], ]""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{(\d)")]
    private static partial Regex Place();
}

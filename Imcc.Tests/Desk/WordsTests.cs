using System.Collections;
using System.Globalization;
using System.Resources;
using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Web.Components.Desk;
using Imcc.Web.Localization;

namespace Imcc.Tests.Desk;

public sealed class WordsTests
{
    [Theory]
    [InlineData(typeof(DeskText))]
    [InlineData(typeof(ShellText))]
    [InlineData(typeof(FloorText))]
    [InlineData(typeof(SteerText))]
    public void Each_word_is_there_in_both_languages_with_the_same_places(Type texts)
    {
        var (chinese, english) = (Words(texts, CultureInfo.InvariantCulture), Words(texts, CultureInfo.GetCultureInfo("en")));
        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.All(chinese, w => Assert.False(string.IsNullOrWhiteSpace(w.Value) || string.IsNullOrWhiteSpace(english[w.Key]), w.Key));
        Assert.All(chinese, w => Assert.Equal(Places(w.Value), Places(english[w.Key])));
    }

    [Fact]
    public void Each_value_that_is_shown_by_name_has_its_word()
    {
        var words = Words(typeof(DeskText), CultureInfo.InvariantCulture);
        string[] keys =
        [
            .. Names<Presence>("Presence"), .. Names<ConversationState>("State"), .. Names<ChannelKind>("Channel"), .. Names<DeliveryState>("Delivery"),
            .. Names<AlertKind>("Alert").Where(k => k != "Alert.Whisper"), .. Names<KeyPart>("KeyPart"), .. Names<Obstacle>("Obstacle").Where(k => k != "Obstacle.None"), .. RankingNames.All.Select(r => "Ranking." + r), .. Failures("Refused"), .. Failures("Notice"),
        ];
        Assert.All(keys, k => Assert.True(words.ContainsKey(k), k));

        static IEnumerable<string> Failures(string prefix) => Names<CommandOutcome>(prefix).Where(k => !k.EndsWith("Done", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names<T>(string prefix)
        where T : struct, Enum => Enum.GetNames<T>().Select(n => $"{prefix}.{n}");

    private static Dictionary<string, string> Words(Type texts, CultureInfo culture) =>
        new ResourceManager(texts).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static string Places(string text) => string.Concat(Enumerable.Range(0, 4).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));
}

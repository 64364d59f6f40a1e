using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.History;

namespace Imcc.Tests.History;

public sealed class SearchWordsTests
{
    [Fact]
    public void Words_stand_apart_by_blanks_and_phrases_in_quotes()
    {
        Assert.Equal(["信用卡", "退款"], SearchWords.Of("信用卡　退款 退款").Words);
        Assert.Equal(["visa card", "年费"], SearchWords.Of("“Visa Card” 年费").Words);
        Assert.Equal(["没关的"], SearchWords.Of("\"没关的").Words);
        Assert.True(SearchWords.Of(" ，。?! ").IsEmpty);
        Assert.Equal(SearchWords.Most, SearchWords.Of(string.Join(' ', Enumerable.Range(0, 20))).Words.Length);
    }

    [Fact]
    public void Letters_large_small_wide_and_narrow_are_the_same()
    {
        Assert.Equal([new TextSpan(2, 4), new TextSpan(8, 4)], SearchWords.Of("visa").In("我的ＶＩＳＡ卡 Visa"));
    }

    [Fact]
    public void An_excerpt_is_one_line_around_the_first_word_and_knows_where_the_words_are()
    {
        var text = new string('前', 100) + "\n退款😀" + new string('后', 200);
        var (cut, found) = SearchWords.Of("退款").Excerpt(text, Mask.None, 10);
        Assert.StartsWith("…", cut, StringComparison.Ordinal);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', cut);
        Assert.Equal("退款", cut.Substring(found.Single().Start, found.Single().Length));
        Assert.True(cut.Length < 60);
    }

    [Fact]
    public void A_hidden_number_is_found_and_not_shown()
    {
        var text = "我的手机号是13812345678，请回电";
        var (cut, found) = SearchWords.Of("13812345678").Excerpt(text, new Mask([NumberKind.Phone]));
        Assert.Equal("我的手机号是138****5678，请回电", cut);
        Assert.Equal(11, found.Single().Length);
    }

    [Theory]
    [InlineData("13812345678", true)]
    [InlineData("138", true)]
    [InlineData("5678", true)]
    [InlineData("1381", false)]
    [InlineData("1234", false)]
    [InlineData("12345678", false)]
    [InlineData("是+86138", true)]
    [InlineData("2025112208", true)]
    public void A_hidden_number_is_found_whole_or_by_what_is_shown_of_it(string word, bool isFound) =>
        Assert.Equal(isFound, SearchWords.Of(word).In("我的手机号是+8613812345678，订单20251122083098765", Mask.All).Count > 0);

    [Fact]
    public void An_excerpt_never_holds_half_a_character()
    {
        for (var around = 1; around < 12; around++)
        {
            var text = string.Concat(Enumerable.Repeat("😀", 20)) + "退款" + string.Concat(Enumerable.Repeat("😀", 40));
            var (cut, _) = SearchWords.Of("退款").Excerpt(text, Mask.None, around);
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut)));
        }
    }

    /// <summary>What the index asks for is what stands in the text: the grams of any part of a text are among the text's grams, in their places.</summary>
    [Fact]
    public void Any_part_of_a_text_is_found_by_its_grams()
    {
        string[] alphabet = ["我", "要", "退", "款", "卡", "a", "1", "B", " ", "2", "3", "，", "😀"];
        var random = new Random(20260302);
        for (var round = 0; round < 3000; round++)
        {
            var text = SearchWords.Fold(string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => alphabet[random.Next(alphabet.Length)])));
            var start = random.Next(text.Length);
            var word = text.Substring(start, random.Next(1, text.Length - start + 1));
            if (CutsWord(text, start, word.Length) || word.Contains(' ', StringComparison.Ordinal))
                continue;
            var grams = Grams.Of(text).Select(g => (g.Position, text.Substring(g.Start, g.Length))).ToHashSet();
            var needed = Grams.Needed(word);
            // A single ideograph is looked for among the single ones.
            if (needed.Count <= 1)
                continue;
            Assert.All(needed, g => Assert.Contains((start + g.Position, word.Substring(g.Start, g.Length)), grams));
        }
    }

    // Of letters and digits only whole words, and of what is written in two halves only both, are looked for in a phrase; an ideograph alone beside another kind only where its stretch begins or ends.
    private static bool CutsWord(string text, int start, int length)
    {
        var end = start + length;
        return Joined(start) || Joined(end)
            || (IsIdeograph(start) && start > 0 && IsIdeograph(start - 1) && !(start + 1 < end && IsIdeograph(start + 1)))
            || (IsIdeograph(end - 1) && end < text.Length && IsIdeograph(end) && !(end - 2 >= start && IsIdeograph(end - 2)));

        bool IsIdeograph(int at) => Grams.IsIdeograph(text[at]);

        bool Joined(int at) => at > 0 && at < text.Length
            && (char.IsLowSurrogate(text[at]) || char.IsHighSurrogate(text[at - 1]) || (char.IsLetterOrDigit(text[at]) && char.IsLetterOrDigit(text[at - 1]) && !IsIdeograph(at) && !IsIdeograph(at - 1)));
    }
}

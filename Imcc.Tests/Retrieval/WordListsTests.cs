using Imcc.Core.Retrieval;

namespace Imcc.Tests.Retrieval;

/// <summary>The built-in words hold together, own ones go over them, and a sentence is understood by them.</summary>
public sealed class WordListsTests
{
    [Fact]
    public void Built_in_words_are_many_and_each_stands_in_one_group()
    {
        var words = WordLists.BuiltIn;
        Assert.True(words.Synonyms.Length > 1000, $"{words.Synonyms.Length} groups");
        Assert.True(words.Related.Count > 500 && words.Colloquial.Count > 300 && words.SmallTalk.Count > 400);
        Assert.Empty(words.Synonyms.SelectMany(g => g).GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void A_group_of_ones_own_that_names_a_built_in_word_joins_its_group()
    {
        var own = WordLists.BuiltIn.With([WordEntry.Parse(WordKind.Synonym, "金葵花卡 信用卡")!, WordEntry.Parse(WordKind.SmallTalk, "老铁没毛病")!]);
        var group = Assert.Single(own.Synonyms, g => g.Contains("金葵花卡"));
        Assert.Contains("贷记卡", group);
        Assert.True(new WordReader(own).IsSmallTalk("老铁没毛病！"));
        Assert.False(new WordReader(WordLists.BuiltIn).IsSmallTalk("老铁没毛病！"));
    }

    [Fact]
    public void A_sentence_is_read_by_its_longest_known_words_and_nothing_of_it_is_lost()
    {
        var pieces = new WordReader(WordLists.BuiltIn).Read("请问信用卡咋开通ATM取现");
        Assert.Equal("请问信用卡咋开通atm取现", string.Concat(pieces.Select(p => p.Text)));
        Assert.Equal(WordKind.StopWord, pieces[0].Kind);
        Assert.Contains(pieces, p => p is { Text: "信用卡", Kind: WordKind.Synonym });
        Assert.Contains(pieces, p => p is { Text: "咋开通", Kind: WordKind.Colloquial } && p.Meanings[0] == "怎么开通");
        Assert.DoesNotContain(new WordReader(WordLists.BuiltIn).Read("Batman"), p => p.Kind is not null);
    }

    [Theory]
    [InlineData(WordKind.Synonym, "单独", WordFault.Alone)]
    [InlineData(WordKind.Related, "卡丢了 挂失", WordFault.Alone)]
    [InlineData(WordKind.Colloquial, "咋整", WordFault.Alone)]
    [InlineData(WordKind.StopWord, "  ", WordFault.Missing)]
    [InlineData(WordKind.SmallTalk, "这一句实在是太长太长太长太长太长太长太长太长太长太长太长太长太长太长了", WordFault.TooLong)]
    public void What_is_no_entry_is_told_by_its_fault(WordKind kind, string text, WordFault fault)
    {
        Assert.Equal(fault, WordEntry.FaultOf(kind, text));
        Assert.Null(WordEntry.Parse(kind, text));
    }

    [Theory]
    [InlineData(WordKind.Synonym, "邮费  运費 、快递费", "邮费 运费 快递费")]
    [InlineData(WordKind.Related, "卡丢了>挂失 补卡", "卡丢了 > 挂失 补卡")]
    [InlineData(WordKind.Colloquial, "咋整\t怎么办", "咋整 > 怎么办")]
    public void An_entry_is_written_as_it_is_read(WordKind kind, string text, string written)
    {
        Assert.Equal(written, WordEntry.Parse(kind, text)!.ToString());
        Assert.Equal(written, WordEntry.Parse(kind, written)!.ToString());
    }
}

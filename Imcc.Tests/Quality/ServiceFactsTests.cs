using Imcc.Core.Quality;
using Imcc.Core.Replies;

namespace Imcc.Tests.Quality;

/// <summary>What is computed from what was recorded: automatic items and risks.</summary>
public sealed class ServiceFactsTests
{
    private static readonly DateTimeOffset Taken = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid Agent = new(1, 0, 7, [8, 0, 0, 0, 0, 0, 0, 0]);

    // Asked 20 s before it was taken; first word at 25 s; then 95 s and 90 s of waiting; a last thanks that nobody answered.
    private static readonly ServiceFacts Facts = new()
    {
        ConversationId = Guid.Empty,
        ThreadId = Guid.Empty,
        AgentId = Agent,
        TakenAt = Taken,
        EndedAt = Taken.AddSeconds(600),
        Words =
        [
            Word(1, -20, "在吗"), Word(2, 25, "您好，请问有什么可以帮您", Agent), Word(3, 30, "卡丢了"), Word(4, 60, "急"), Word(5, 125, "这个我不知道", Agent), Word(6, 130, "我要投诉"), Word(7, 220, "请稍等", Agent), Word(8, 230, "谢谢"),
        ],
        Transfers = 1,
        Reasons = new HashSet<Guid> { Taken.Ticks > 0 ? Agent : default },
    };

    [Theory]
    [InlineData(AutomaticKind.FirstResponse, 30, "", 25, true, 2)]
    [InlineData(AutomaticKind.FirstResponse, 24, "", 25, false, 2)]
    [InlineData(AutomaticKind.Gaps, 90, "", 1, false, 3)]
    [InlineData(AutomaticKind.Gaps, 89, "", 2, false, 3)]
    [InlineData(AutomaticKind.Gaps, 95, "", 0, true, null)]
    [InlineData(AutomaticKind.ForbiddenWords, 0, "不知道,自己看", 1, false, 5)]
    [InlineData(AutomaticKind.ForbiddenWords, 0, "急", 0, true, null)]
    [InlineData(AutomaticKind.RequiredPhrases, 0, "您好", 0, true, 2)]
    [InlineData(AutomaticKind.RequiredPhrases, 0, "您好,再见", 1, false, 2)]
    [InlineData(AutomaticKind.MessageCount, 3, "", 3, true, null)]
    [InlineData(AutomaticKind.MessageCount, 4, "", 3, false, null)]
    [InlineData(AutomaticKind.Duration, 10, "", 10, true, null)]
    [InlineData(AutomaticKind.Duration, 9, "", 10, false, null)]
    public void An_item_measures_and_says_where_it_shows(AutomaticKind kind, int limit, string words, int value, bool isKept, int? mark)
    {
        var found = AutomaticFinding.Of(new(kind, limit, words.Length == 0 ? [] : words.Split(',')), Facts, WordGuard.Empty);
        Assert.Equal((value, isKept, (long?)mark), ((int)found.Value!.Value, found.IsKept, found.Seqs.Count > 0 ? found.Seqs[0] : null));
    }

    [Fact]
    public void Without_words_of_its_own_the_organisations_sensitive_words_are_forbidden()
    {
        var guard = new WordGuard([new SensitiveWord(Agent, "不知道", WordAction.Warn, null)]);
        Assert.Equal("不知道", Assert.Single(AutomaticFinding.Of(new(AutomaticKind.ForbiddenWords, 0, []), Facts, guard).Words));
    }

    [Fact]
    public void An_agent_who_never_spoke_kept_the_customer_waiting_to_the_end()
    {
        var silent = Facts with { Words = [Word(1, -20, "在吗"), Word(2, 10, "?")] };
        Assert.Equal(TimeSpan.FromSeconds(600), Assert.Single(silent.Waits()).Waited);
        Assert.Equal((600m, false), (AutomaticFinding.Of(new(AutomaticKind.FirstResponse, 30, []), silent, WordGuard.Empty) is var f ? f.Value!.Value : 0, f.IsKept));
        Assert.Equal([25d, 95, 90], Facts.Waits().Select(w => w.Waited.TotalSeconds));
    }

    [Fact]
    public void A_finding_answers_a_choice_with_its_option_and_a_number_with_its_value()
    {
        var item = new AutomaticItem(AutomaticKind.Gaps, 90, [], PassOption: 1, FailOption: 2);
        var choice = new FormQuestion { Id = "c", Text = "c", Options = [new("x", 0), new("kept", 2), new("broken", 1)], Automatic = item };
        var finding = AutomaticFinding.Of(item, Facts, WordGuard.Empty);
        Assert.Equal(new Answer("c", Option: 2, MarkSeq: 3, IsAutomatic: true), finding.AnswerTo(choice));
        Assert.Equal(1m, finding.AnswerTo(choice with { Kind = QuestionKind.Number })!.Number);
        Assert.Null((finding with { Value = null }).AnswerTo(choice));
    }

    [Fact]
    public void Each_risk_is_seen_by_its_own_rule_and_none_without()
    {
        var rules = new RiskRules(true, 9, 1, ["投诉"], 94, [Agent]);
        Assert.Equal(Risks.LongService | Risks.Transferred | Risks.Keyword | Risks.SilentAgent | Risks.Complaint, rules.Of(Facts));
        Assert.Equal(Risks.LowRating, new RiskRules(true, 10, 2, ["曝光"], 95, [Guid.Empty]).Of(Facts with { IsRatedLow = true }));
        Assert.Equal(Risks.SilentAgent, new RiskRules(false, null, null, [], 3600, []).Of(Facts with { WasTakenFromSilent = true }));
        Assert.Equal(Risks.None, RiskRules.None.Of(Facts with { IsRatedLow = true }));
    }

    private static SpokenWord Word(long seq, double seconds, string text, Guid? agent = null) => new(seq, Taken.AddSeconds(seconds), agent, text);
}

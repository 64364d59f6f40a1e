using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Organisation;
using Imcc.Core.Quality;

namespace Imcc.Tests.Quality;

/// <summary>The way of an evaluation, and what several of them say.</summary>
public sealed class EvaluationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromDays(AppealTime.Days);
    private static readonly OpenHours[] Hours = [new(TimeSpan.FromHours(9), TimeSpan.FromHours(18))];
    private static readonly (Guid Agent, Guid Inspector, Guid Other) People = (Id(1), Id(2), Id(3));
    private static readonly FormContent Form = SampleForms.Form(ScoringMethod.Points, SampleForms.Section("s", 0, SampleForms.Question("a", 1, 10, 5, 0), SampleForms.Question("b", 1, 10, 0)));

    [Fact]
    public void A_score_is_submitted_appealed_and_decided_by_somebody_else_and_every_score_stands_in_the_history()
    {
        var e = Done(New().Save(People.Inspector, Form, [new("a", Option: 1)], "好"));
        Assert.Equal((EvaluationState.Draft, People.Inspector, (decimal?)null), (e.State, e.EvaluatorId, e.Percent));
        Assert.Equal(EvaluationOutcome.NotYours, e.Save(People.Other, Form, [], "").Outcome);
        Assert.Equal(EvaluationOutcome.Unanswered, e.Submit(People.Inspector, Form, e.Answers, "", Now).Outcome);
        e = Done(e.Submit(People.Inspector, Form, [new("a", Option: 1), new("b", Option: 1)], "注意", Now));
        Assert.Equal((25m, EvaluationState.Submitted, Now + Window), (e.Percent, e.State, e.DueAt));
        e = Done(e.Submit(People.Inspector, Form, [new("a", Option: 1), new("b", Option: 0)], "注意", Now.AddHours(1)));
        Assert.Equal(EvaluationOutcome.WordsMissing, e.AppealTo(People.Agent, " ", Now.AddHours(2)).Outcome);
        e = Done(e.AppealTo(People.Agent, "客户没有问", Now.AddHours(2)));
        Assert.Equal(EvaluationOutcome.NotNow, e.Acknowledge(People.Agent, Now).Outcome);
        Answer[] better = [new("a", Option: 0), new("b", Option: 0)];
        Assert.Equal(EvaluationOutcome.OwnJudgement, e.Decide(People.Inspector, Form, better, "改", Now).Outcome);
        Assert.Equal(EvaluationOutcome.OwnWork, e.Decide(People.Agent, Form, better, "改", Now).Outcome);
        e = Done(e.Decide(People.Other, Form, better, "坐席有理", Now.AddHours(3)));
        Assert.Equal((100m, EvaluationState.Final), (e.Percent, e.State));
        Assert.Equal(
            [(EvaluationDeed.Submitted, null, 25m), (EvaluationDeed.Corrected, 25m, 75m), (EvaluationDeed.Appealed, 75m, 75m), (EvaluationDeed.Changed, 75m, 100m)],
            e.History.Select(h => (h.Deed, h.Before, h.After)));
        Assert.All((EvaluationChange[])[e.Withdraw(People.Other, "x", Now), e.Acknowledge(People.Agent, Now), e.Submit(People.Inspector, Form, better, "", Now)], c => Assert.Equal((EvaluationOutcome.NotNow, e), (c.Outcome, c.Evaluation)));
    }

    [Fact]
    public void Nobody_scores_the_own_work_and_what_is_not_answered_in_time_counts_as_accepted()
    {
        Assert.Equal(EvaluationOutcome.OwnWork, New().Save(People.Agent, Form, [], "").Outcome);
        var e = Done(New().Submit(People.Inspector, Form, [new("a", Option: 0), new("b", Option: 0)], "", Now));
        Assert.Equal(EvaluationOutcome.NotNow, e.Lapse(Now + Window - TimeSpan.FromSeconds(1)).Outcome);
        Assert.Equal(EvaluationOutcome.NotNow, e.AppealTo(People.Agent, "太晚", Now + Window).Outcome);
        var lapsed = Done(e.Lapse(Now + Window));
        Assert.Equal((EvaluationState.Acknowledged, (Guid?)null), (lapsed.State, lapsed.History[^1].By));
        Assert.Equal(EvaluationState.Acknowledged, Done(e.Acknowledge(People.Agent, Now)).State);
        Assert.Equal(EvaluationOutcome.NotYours, e.Acknowledge(People.Other, Now).Outcome);
        Assert.Equal(EvaluationOutcome.Unsound, New().Save(People.Inspector, Form, [new("a", Option: 9)], "").Outcome);
        Assert.Equal(EvaluationOutcome.Unsound, New().Save(People.Inspector, Form, [new("zz", Option: 0)], "").Outcome);
    }

    [Fact]
    public void A_holiday_takes_nothing_of_the_time_to_appeal()
    {
        // Wednesday, 30 September 2026, 16:00 in Shanghai; 1 to 8 October are the holiday, Saturday the 10th is a working day for it.
        var submitted = new DateTimeOffset(2026, 9, 30, 8, 0, 0, TimeSpan.Zero);
        var office = new OpeningCalendar
        {
            Id = Id(90), Name = "office",
            Week = [[], Hours, Hours, Hours, Hours, Hours, []],
            SpecialDays = [.. Enumerable.Range(1, 8).Select(d => new SpecialDay(new(2026, 10, d), "国庆节", [])), new(new(2026, 10, 10), "调休上班", Hours)],
        };
        Answer[] answers = [new("a", Option: 0), new("b", Option: 0)];
        var e = Done(New().Submit(People.Inspector, Form, answers, "", submitted, office.IsWorkday));
        // The 9th, the 10th, then Monday to Wednesday.
        Assert.Equal(new DateTimeOffset(2026, 10, 14, 8, 0, 0, TimeSpan.Zero), e.DueAt);
        Assert.Equal(submitted + Window, Done(New().Submit(People.Inspector, Form, answers, "", submitted)).DueAt);
        // A group that never opens has an end to it.
        Assert.Equal(submitted.AddDays(60), Done(New().Submit(People.Inspector, Form, answers, "", submitted, _ => false)).DueAt);
    }

    [Fact]
    public void Whatever_is_tried_in_whatever_order_the_history_only_grows_and_its_last_score_is_the_score() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(Gen.ArrayOf(from what in Gen.Choose(0, 7) from who in Gen.Choose(1, 3) from pick in Gen.Choose(0, 2) select (what, who, pick)).Where(a => a.Length <= 20)), acts =>
    {
        var e = New();
        var at = Now;
        foreach (var (what, who, pick) in acts)
        {
            at = at.AddHours(9);
            Answer[] answers = [new("a", Option: pick), new("b", Option: pick == 2 ? 1 : 0)];
            var by = Id(who);
            var change = what switch
            {
                0 => e.Save(by, Form, answers, ""),
                1 => e.Submit(by, Form, answers, "", at),
                2 => e.Acknowledge(by, at),
                3 => e.AppealTo(by, "不同意", at),
                4 => e.Decide(by, Form, answers, "意见", at),
                5 => e.Withdraw(by, "误评", at),
                6 => e.Lapse(at),
                _ => e.Assign(by, Id(pick + 1), at),
            };
            Assert.True(change.Outcome == EvaluationOutcome.Done ? change.Evaluation == e || change.Evaluation.Revision == e.Revision + 1 : ReferenceEquals(change.Evaluation, e));
            Assert.Equal(e.History, change.Evaluation.History.Take(e.History.Count));
            if (change.Evaluation.Percent != e.Percent)
                Assert.Equal(change.Evaluation.Percent, change.Evaluation.History[^1].After);
            e = change.Evaluation;
            Assert.NotEqual(e.AgentId, e.EvaluatorId);
            Assert.NotEqual(e.AgentId, e.DecidedBy);
            Assert.True(e.DecidedBy is null || e.DecidedBy != e.EvaluatorId);
            Assert.Equal(e.Counts, e.State is EvaluationState.Submitted or EvaluationState.Appealed or EvaluationState.Acknowledged or EvaluationState.Final);
        }
    }));

    [Fact]
    public void Who_scores_does_not_learn_of_a_low_rating()
    {
        var drawn = New() with { Source = EvaluationSource.Risk, Risks = Risks.LowRating };
        Assert.Equal((EvaluationSource.Sampled, Risks.None), (drawn.BlindSource, drawn.BlindRisks));
        Assert.Equal((EvaluationSource.Risk, Risks.Keyword), (drawn with { Risks = Risks.LowRating | Risks.Keyword }) is var both ? (both.BlindSource, both.BlindRisks) : default);
    }

    [Fact]
    public void A_calibration_measures_everybody_by_the_expert()
    {
        Evaluation Given(Guid by, bool isIndex, int a, int b) => Done((New() with { Id = by, CalibrationId = Id(50), IsIndex = isIndex, EvaluatorId = by, Source = EvaluationSource.Calibration })
            .Submit(by, Form, [new("a", Option: a), new("b", Option: b)], "", Now));
        var (expert, one, other) = (Given(Id(10), true, 0, 1), Given(Id(11), false, 1, 1), Given(Id(12), false, 0, 0));
        var report = CalibrationReport.Of(Form, [one, expert, other]);
        Assert.Equal(50m, report.Index);
        Assert.Equal([(Id(11), 25m, -25m, 1), (Id(12), 100m, 50m, 1)], report.Lines.Select(l => (l.EvaluatorId, l.Percent!.Value, l.Deviation!.Value, l.Same!.Value)));
        Assert.Equal(37.5m, report.MeanDeviation);
        Assert.Equal([("a", 1), ("b", 1)], report.Questions.Select(q => (q.QuestionId, q.Apart)));
        Assert.Equal((null, null), CalibrationReport.Of(Form, [one]) is var without ? (without.Index, without.MeanDeviation) : default);
        Assert.False(one.Counts);
        Assert.Null(one.DueAt);
    }

    [Fact]
    public void Figures_count_what_counts()
    {
        var form = Form with { Sections = [.. Form.Sections, new("f", "f", 0, [new() { Id = "leak", Text = "leak", Options = [new("no", 0), new("yes", 0, true)] }], [])] };
        Evaluation Of(int a, int b, int leak) => Done(New().Submit(People.Inspector, form, [new("a", Option: a), new("b", Option: b), new("leak", Option: leak)], "", Now));
        Evaluation[] all = [Of(0, 0, 0), Of(1, 1, 0), Of(0, 0, 1), New(), Done(Of(0, 0, 0).Withdraw(People.Inspector, "误", Now))];
        var figures = QualityFigures.Of(all);
        Assert.Equal((3, 41.67m, 0m, 100m, 1, 2), (figures.Count, figures.Mean!.Value, figures.Lowest!.Value, figures.Highest!.Value, figures.Failed, figures.Poor));
        Assert.Equal((33.33m, 33.33m), (figures.FailedShare!.Value, figures.PassedShare!.Value));
        var questions = QualityFigures.ByQuestion(new Dictionary<int, FormContent> { [1] = form }, all);
        Assert.Equal([("a", 3, 83.33m, 1), ("b", 3, 66.67m, 1)], questions.Take(2).Select(q => (q.Id, q.Count, q.Mean!.Value, q.Missed)));
        Assert.Equal(("leak", 1), (questions[2].Id, questions[2].Failed));
    }

    private static Evaluation New() => new() { Id = Id(99), ConversationId = Id(98), ThreadId = Id(97), AgentId = People.Agent, FormId = Id(96), FormVersion = 1, ServedAt = Now, CreatedAt = Now };

    private static Evaluation Done(EvaluationChange change)
    {
        Assert.Equal(EvaluationOutcome.Done, change.Outcome);
        return change.Evaluation;
    }

    private static Guid Id(int n) => new(n, 0, 7, [8, 0, 0, 0, 0, 0, 0, 0]);
}

using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Quality;

namespace Imcc.Tests.Quality;

/// <summary>What a form's answers come to.</summary>
public sealed class ScoringTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void The_published_example_is_60_percent()
    {
        // Group 1 (weight 40): 1 of 2. Group 2 (weight 20): 1 of 1.
        var form = SampleForms.Form(ScoringMethod.Points, SampleForms.Section("g1", 0, SampleForms.Question("a", 40, 2, 1, 0)), SampleForms.Section("g2", 0, SampleForms.Question("b", 20, 1, 0)));
        var score = Scoring.Of(form, [new("a", Option: 1), new("b", Option: 0)]);
        Assert.Equal((60m, false), (score.Percent!.Value, score.IsFailed));
        Assert.Equal((50m, 100m), (score.Sections["g1"].Percent!.Value, score.Sections["g2"].Percent!.Value));
    }

    [Fact]
    public void What_is_not_applicable_drops_from_both_sums_and_all_of_it_leaves_no_score()
    {
        var form = SampleForms.Form(ScoringMethod.Points, SampleForms.Section("s", 0, SampleForms.Question("a", 40, 2, 1, 0), SampleForms.Question("b", 20, 1, 0)));
        Assert.Equal(50m, Scoring.Of(form, [new("a", Option: 1), new("b", IsNotApplicable: true)]).Percent);
        var none = Scoring.Of(form, [new("a", IsNotApplicable: true), new("b", IsNotApplicable: true)]);
        Assert.Equal((null, null, null), (none.Percent, none.Sections["s"].Percent, none.GradeBy(form)));
    }

    [Fact]
    public void A_share_that_does_not_apply_is_taken_over_by_the_others_and_a_section_of_such_questions_is_not_applicable()
    {
        var form = SampleForms.Form(ScoringMethod.QuestionPercent, SampleForms.Section("s", 0, SampleForms.Question("a", 50, 10, 0), SampleForms.Question("b", 30, 10, 5)), SampleForms.Section("t", 0, SampleForms.Question("c", 20, 10, 0)));
        // 50 and 30 become 62.5 and 37.5 of the whole.
        var score = Scoring.Of(form, [new("a", Option: 0), new("b", Option: 1), new("c", IsNotApplicable: true)]);
        Assert.Equal(81.25m, score.Percent);
        Assert.Null(score.Sections["t"].Percent);

        var sections = SampleForms.Form(ScoringMethod.SectionPercent, SampleForms.Section("s", 75, SampleForms.Question("a", 0, 10, 0), SampleForms.Question("b", 0, 10, 0)), SampleForms.Section("t", 25, SampleForms.Question("c", 0, 10, 0)));
        Assert.Equal(37.5m, Scoring.Of(sections, [new("a", Option: 0), new("b", Option: 1), new("c", Option: 1)]).Percent);
        Assert.Equal(50m, Scoring.Of(sections, [new("a", Option: 0), new("b", Option: 1), new("c", IsNotApplicable: true)]).Percent);
    }

    [Fact]
    public void A_fatal_answer_fails_its_sections_and_the_whole_while_the_critical_score_is_told_apart()
    {
        var leak = new FormQuestion { Id = "leak", Text = "leak", Weight = 0, IsCritical = true, Options = [new("no", 0), new("yes", 0, IsFatal: true)] };
        var inner = new FormSection("in", "in", 0, [leak], []);
        var form = SampleForms.Form(ScoringMethod.Points, new FormSection("out", "out", 0, [SampleForms.Question("a", 1, 10, 0) with { IsCritical = true }], [inner]), SampleForms.Section("else", 0, SampleForms.Question("b", 1, 10, 0)));
        var score = Scoring.Of(form, [new("a", Option: 0), new("b", Option: 1), new("leak", Option: 1)]);
        Assert.Equal((0m, 100m, true, Grade.Failed), (score.Percent!.Value, score.Critical!.Value, score.IsFailed, score.GradeBy(form)!.Value));
        Assert.Equal((true, true, false), (score.Sections["out"].IsFailed, score.Sections["in"].IsFailed, score.Sections["else"].IsFailed));
        Assert.Equal((50m, Grade.NeedsImprovement), (Scoring.Of(form, [new("a", Option: 0), new("b", Option: 1), new("leak", Option: 0)]).Percent!.Value, Scoring.Of(form, [new("a", Option: 0), new("b", Option: 1)]).GradeBy(form)!.Value));
    }

    [Fact]
    public void A_number_is_worth_what_its_range_is_and_nothing_outside_all_of_them()
    {
        var question = new FormQuestion { Id = "n", Text = "n", Kind = QuestionKind.Number, Ranges = [new(0, 30, 10), new(30.5m, 60, 5), new(1000, 9999, 0, IsFatal: true)] };
        var form = SampleForms.Form(ScoringMethod.Points, SampleForms.Section("s", 0, question));
        decimal? Of(decimal number) => Scoring.Of(form, [new("n", Number: number)]).Percent;
        Assert.Equal((100m, 50m, 0m, 0m), (Of(30), Of(60), Of(61), Of(-1)));
        Assert.True(Scoring.Of(form, [new("n", Number: 1000)]).IsFailed);
    }

    [Fact]
    public void Any_score_is_between_0_and_100_best_answers_make_100_and_a_better_answer_never_makes_it_worse() => Check.One(Many, Prop.ForAll(Arb.From(SampleForms.Any), sample =>
    {
        var (form, answers) = sample;
        var score = Scoring.Of(form, answers);
        Assert.All(score.Sections.Values.Select(s => s.Percent).Append(score.Percent).Append(score.Critical), p => Assert.True(p is null or (>= 0 and <= 100)));
        Assert.Equal(score.IsFailed, answers.Any(a => a.Option == 2 && form.Find(a.QuestionId)!.Options[2].IsFatal));
        var best = Scoring.Of(form, [.. answers.Select(a => a.Option is null ? a : a with { Option = 0 })]);
        Assert.True(best.Percent is null or 100);
        var at = Array.FindIndex(answers, a => a.Option > 0);
        if (at >= 0)
        {
            var better = answers.ToArray();
            better[at] = better[at] with { Option = better[at].Option - 1 };
            // Where nothing has weight, only what fails has a score.
            var after = Scoring.Of(form, better).Percent;
            Assert.True(after >= score.Percent || score.Percent is null || (score.IsFailed && after is null));
        }
    }));

    [Fact]
    public void A_question_that_does_not_apply_counts_as_if_it_were_not_on_the_form() => Check.One(Many, Prop.ForAll(Arb.From(SampleForms.Any), sample =>
    {
        var (form, answers) = sample;
        var applying = answers.Where(a => !a.IsNotApplicable).ToArray();
        FormSection Without(FormSection s) => s with { Questions = [.. s.Questions.Where(q => applying.Any(a => a.QuestionId == q.Id))], Sections = [.. s.Sections.Select(Without)] };
        var cut = form with { Sections = [.. form.Sections.Select(Without)] };
        Assert.Equal(Scoring.Of(cut, applying).Percent, Scoring.Of(form, answers).Percent);
    }));

    [Fact]
    public void Weights_are_rescaled_to_exactly_100_and_the_one_that_was_changed_keeps_its_value() => Check.One(Many, Prop.ForAll(
        Arb.From(from weights in Gen.NonEmptyListOf(Gen.Choose(0, 10_000)) from at in Gen.Choose(-1, weights.Count - 1) select (Weights: weights.Select(w => w / 100m).ToList(), At: at < 0 ? (int?)null : at)), sample =>
    {
        var scaled = Scoring.Rescale(sample.Weights, sample.At);
        Assert.Equal(100m, scaled.Sum());
        Assert.All(scaled, w => Assert.InRange(w, 0, 100));
        if (sample.At is { } at && sample.Weights.Count > 1)
            Assert.Equal(sample.Weights[at], scaled[at]);
        // Twice does what once did.
        Assert.Equal(scaled, Scoring.Rescale(scaled, sample.At));
    }));

    [Fact]
    public void The_checker_finds_everything_that_is_wrong_and_a_rescaled_percent_form_is_whole()
    {
        var form = SampleForms.Form(
            ScoringMethod.QuestionPercent,
            SampleForms.Section("s", 0, SampleForms.Question("a", 30, 10, 0), SampleForms.Question("b", 30, 10)),
            new FormSection("s", "", 0, [new() { Id = "t", Text = "", Kind = QuestionKind.Text }], [new("d", "d", 0, [], [new("dd", "dd", 0, [], [])])]));
        var codes = FormCheck.Problems(form).Select(p => (p.At, p.Code)).ToHashSet();
        Assert.Superset(new HashSet<(string, string)> { ("", "TooDeep"), ("s", "IdTwice"), ("s", "Missing"), ("t", "Missing"), ("b", "Options"), ("", "WeightsNotWhole") }, codes);
        var sound = SampleForms.Form(ScoringMethod.QuestionPercent, SampleForms.Section("s", 0, SampleForms.Question("a", 1, 10, 0), SampleForms.Question("b", 1, 10, 0), SampleForms.Question("c", 1, 10, 0)));
        Assert.Equal("WeightsNotWhole", Assert.Single(FormCheck.Problems(sound)).Code);
        Assert.Empty(FormCheck.Problems(FormCheck.Rescaled(sound)));
        Assert.Empty(FormCheck.Problems(Infrastructure.Demo.DemoQuality.Form()));
        var large = SampleForms.Form(ScoringMethod.Points, [.. Enumerable.Range(0, 101).Select(i => SampleForms.Section($"s{i}", 0, SampleForms.Question($"q{i}", 1, [.. Enumerable.Range(0, 257).Select(n => (decimal)n)])))]);
        Assert.Equal(["Options", "TooManyQuestions", "TooManySections"], FormCheck.Problems(large).Select(p => p.Code).Distinct().Order());
    }
}

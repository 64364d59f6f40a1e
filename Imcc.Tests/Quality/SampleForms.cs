using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Quality;

namespace Imcc.Tests.Quality;

/// <summary>Forms and answers, known ones and any.</summary>
internal static class SampleForms
{
    public static FormQuestion Question(string id, decimal weight, params ReadOnlySpan<decimal> points) =>
        new() { Id = id, Text = id, Weight = weight, AllowsNotApplicable = true, Options = [.. points.ToArray().Select(p => new AnswerOption($"{p}", p))] };

    public static FormContent Form(ScoringMethod method, params FormSection[] sections) => new() { Method = method, Sections = sections };

    public static FormSection Section(string id, decimal weight, params FormQuestion[] questions) => new(id, id, weight, questions, []);

    /// <summary>Any form with answers to it: some not applicable, some missing, some fatal.</summary>
    public static Gen<(FormContent Form, Answer[] Answers)> Any =>
        from method in Gen.Elements(ScoringMethod.Points, ScoringMethod.QuestionPercent, ScoringMethod.SectionPercent)
        from shape in Gen.NonEmptyListOf(Gen.Choose(0, 4)).Where(s => s.Count <= 8 && s.Sum() is > 0 and <= 30)
        from nested in Gen.Choose(0, 1)
        from weights in Gen.ArrayOf(Gen.Choose(0, 50), shape.Sum())
        from best in Gen.ArrayOf(Gen.Choose(0, 10), shape.Sum())
        from picks in Gen.ArrayOf(Gen.Choose(-2, 2), shape.Sum())
        from fatal in Gen.ArrayOf(Gen.Choose(0, 19), shape.Sum())
        from shares in Gen.ArrayOf(Gen.Choose(0, 60), shape.Count)
        select Make(method, shape, nested == 1, weights, best, picks, fatal, shares);

    private static (FormContent, Answer[]) Make(ScoringMethod method, List<int> shape, bool isNested, int[] weights, int[] best, int[] picks, int[] fatal, int[] shares)
    {
        var questions = weights.Select((w, i) => new FormQuestion
        {
            Id = $"q{i}", Text = $"q{i}", Weight = w, AllowsNotApplicable = true, IsCritical = i % 3 == 0,
            Options = [new("best", best[i]), new("half", best[i] / 2m), new("none", 0, fatal[i] == 0)],
        }).ToList();
        var sections = new List<FormSection>();
        var next = 0;
        for (var s = 0; s < shape.Count; s++)
        {
            var own = questions.GetRange(next, shape[s]);
            next += shape[s];
            // Every other section hangs below the one before it.
            if (isNested && s % 2 == 1)
                sections[^1] = sections[^1] with { Sections = [new($"s{s}", $"s{s}", shares[s], own, [])] };
            else
                sections.Add(new($"s{s}", $"s{s}", shares[s], own, []));
        }

        var answers = questions.Zip(picks).Where(p => p.Second > -2)
            .Select(p => p.Second == -1 ? new Answer(p.First.Id, IsNotApplicable: true) : new Answer(p.First.Id, Option: p.Second)).ToArray();
        return (new() { Method = method, Sections = sections }, answers);
    }
}

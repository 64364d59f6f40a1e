using Imcc.Core.Quality;

namespace Imcc.Web.Components.Quality;

/// <summary>A question as it is edited. Its id stays, so that reports follow it over the versions.</summary>
public sealed class QuestionDraft
{
    public required string Id { get; init; }

    public string Text { get; set; } = "";

    public string Help { get; set; } = "";

    public QuestionKind Kind { get; set; }

    public decimal Weight { get; set; } = 1;

    public bool IsCritical { get; set; }

    public bool AllowsNotApplicable { get; set; }

    public List<OptionDraft> Options { get; init; } = [];

    public List<RangeDraft> Ranges { get; init; } = [];

    /// <summary>Empty: somebody answers it.</summary>
    public string Automatic { get; set; } = "";

    public int Limit { get; set; } = 30;

    public string Words { get; set; } = "";

    public int PassOption { get; set; }

    public int FailOption { get; set; } = 1;

    /// <summary>The options that stand for kept and not kept stay the ones that they are.</summary>
    public void Remove(OptionDraft option)
    {
        var at = Options.IndexOf(option);
        if (at < 0)
            return;
        Options.RemoveAt(at);
        (PassOption, FailOption) = (Moved(PassOption, 0), Moved(FailOption, Options.Count - 1));

        int Moved(int place, int otherwise) => place == at ? otherwise : place > at ? place - 1 : place;
    }

    public static QuestionDraft Of(FormQuestion q) => new()
    {
        Id = q.Id, Text = q.Text, Help = q.Help, Kind = q.Kind, Weight = q.Weight, IsCritical = q.IsCritical, AllowsNotApplicable = q.AllowsNotApplicable,
        Options = [.. q.Options.Select(o => new OptionDraft { Text = o.Text, Points = o.Points, IsFatal = o.IsFatal })],
        Ranges = [.. q.Ranges.Select(r => new RangeDraft { From = r.From, To = r.To, Points = r.Points, IsFatal = r.IsFatal })],
        Automatic = q.Automatic?.Kind.ToString() ?? "", Limit = q.Automatic?.Limit ?? 30, Words = WordList.Write(q.Automatic?.Words ?? []), PassOption = q.Automatic?.PassOption ?? 0, FailOption = q.Automatic?.FailOption ?? 1,
    };

    public FormQuestion ToQuestion() => new()
    {
        Id = Id, Text = Text.Trim(), Help = Help.Trim(), Kind = Kind, Weight = Weight, IsCritical = IsCritical, AllowsNotApplicable = AllowsNotApplicable,
        Options = Kind == QuestionKind.Choice ? [.. Options.Select(o => new AnswerOption(o.Text.Trim(), o.Points, o.IsFatal))] : [],
        Ranges = Kind == QuestionKind.Number ? [.. Ranges.Select(r => new AnswerRange(r.From, r.To, r.Points, r.IsFatal))] : [],
        Automatic = Kind != QuestionKind.Text && Enum.TryParse<AutomaticKind>(Automatic, out var kind) ? new(kind, Limit, WordList.Of(Words), PassOption, FailOption) : null,
    };
}

public sealed class OptionDraft
{
    public string Text { get; set; } = "";

    public decimal Points { get; set; }

    public bool IsFatal { get; set; }
}

public sealed class RangeDraft
{
    public decimal From { get; set; }

    public decimal To { get; set; }

    public decimal Points { get; set; }

    public bool IsFatal { get; set; }
}

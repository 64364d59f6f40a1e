using Imcc.Core.Quality;

namespace Imcc.Web.Components.Quality;

/// <summary>A sampling plan as it is edited.</summary>
public sealed class PlanDraft
{
    public required Guid Id { get; init; }

    /// <summary>0: not saved yet.</summary>
    public long Rev { get; init; }

    public string Name { get; set; } = "";

    public Guid FormId { get; set; }

    public bool Enabled { get; set; } = true;

    public long Seed { get; set; }

    public int PerStratum { get; set; } = 2;

    public int LeastMessages { get; set; } = 1;

    public int MostRisky { get; set; } = 5;

    public HashSet<Guid> Groups { get; init; } = [];

    public HashSet<Guid> Inspectors { get; init; } = [];

    public bool LowRating { get; set; }

    public int? LongerThan { get; set; }

    public int? Transfers { get; set; }

    public int? SilentFor { get; set; }

    /// <summary>With blanks or commas between.</summary>
    public string Keywords { get; set; } = "";

    public string[] Reasons { get; set; } = [];

    public static PlanDraft Of(SamplingPlan p, long rev) => new()
    {
        Id = p.Id, Rev = rev, Name = p.Name, FormId = p.FormId, Enabled = p.Enabled, Seed = p.Seed, PerStratum = p.PerStratum, LeastMessages = p.LeastMessages, MostRisky = p.MostRisky, Groups = [.. p.Groups],
        Inspectors = [.. p.Inspectors], LowRating = p.Risks.LowRating, LongerThan = p.Risks.LongerThan, Transfers = p.Risks.Transfers, SilentFor = p.Risks.SilentFor, Keywords = string.Join('、', p.Risks.Keywords),
        Reasons = [.. p.Risks.Reasons.Select(r => r.ToString())],
    };

    public void Toggle(HashSet<Guid> chosen, Guid id)
    {
        if (!chosen.Remove(id))
            chosen.Add(id);
    }

    public SamplingPlan ToPlan() => new()
    {
        Id = Id, Name = Name, OrgUnitId = Guid.Empty, FormId = FormId, Enabled = Enabled, Seed = Seed, PerStratum = PerStratum, LeastMessages = LeastMessages, MostRisky = MostRisky, Groups = [.. Groups],
        Inspectors = [.. Inspectors],
        Risks = new(LowRating, LongerThan, Transfers, WordList.Of(Keywords), SilentFor, [.. Reasons.Select(r => Guid.TryParse(r, out var id) ? id : Guid.Empty).Where(r => r != Guid.Empty)]),
    };
}

namespace Imcc.Core.Quality;

/// <summary>Why a conversation is looked at whether or not the lot falls on it. Numbers stand in rows.</summary>
[Flags]
public enum Risks
{
    None = 0,
    LowRating = 1,
    LongService = 2,
    Transferred = 4,
    Keyword = 8,
    SilentAgent = 16,
    Complaint = 32,
}

/// <summary>What counts as a risk for a plan.</summary>
/// <param name="LongerThan">Minutes of service; null: not looked at.</param>
/// <param name="Transfers">So many or more; null: not looked at.</param>
/// <param name="Keywords">Said by anybody.</param>
/// <param name="SilentFor">Seconds that the customer waited for a word; null: not looked at.</param>
/// <param name="Reasons">Reasons for contact, with all below them.</param>
[GenerateSerializer, Immutable]
public sealed record RiskRules(
    [property: Id(0)] bool LowRating,
    [property: Id(1)] int? LongerThan,
    [property: Id(2)] int? Transfers,
    [property: Id(3)] IReadOnlyList<string> Keywords,
    [property: Id(4)] int? SilentFor,
    [property: Id(5)] IReadOnlyList<Guid> Reasons)
{
    public static readonly RiskRules None = new(false, null, null, [], null, []);

    public bool IsEmpty => !LowRating && LongerThan is null && Transfers is null && Keywords.Count == 0 && SilentFor is null && Reasons.Count == 0;

    public Risks Of(ServiceFacts facts)
    {
        var risks = Risks.None;
        if (LowRating && facts.IsRatedLow)
            risks |= Risks.LowRating;
        if (LongerThan is { } minutes && facts.EndedAt - facts.TakenAt > TimeSpan.FromMinutes(minutes))
            risks |= Risks.LongService;
        if (Transfers is { } most && facts.Transfers >= most)
            risks |= Risks.Transferred;
        if (Keywords.Any(k => facts.Words.Any(w => AutomaticFinding.Holds(w.Text, k))))
            risks |= Risks.Keyword;
        if (SilentFor is { } seconds && (facts.WasTakenFromSilent || facts.Waits().Any(w => w.Waited > TimeSpan.FromSeconds(seconds))))
            risks |= Risks.SilentAgent;
        if (Reasons.Any(facts.Reasons.Contains))
            risks |= Risks.Complaint;
        return risks;
    }
}

namespace Imcc.Infrastructure.Quality;

/// <summary>Draws by hand: a plan's lot of one week, before or after the clockwork does it.</summary>
public sealed class PlanDraws
{
    private readonly QualityDraws _draws;
    private readonly SamplingPlans _plans;

    internal PlanDraws(QualityDraws draws, SamplingPlans plans) => (_draws, _plans) = (draws, plans);

    /// <param name="week">Its Monday.</param>
    /// <returns>How many evaluations were made; null: the plan is none of this person's.</returns>
    public async Task<int?> DrawAsync(Guid personId, Guid planId, DateOnly week, CancellationToken cancellationToken = default) =>
        (await _plans.ListAsync(personId, cancellationToken)).Select(p => p.Plan).FirstOrDefault(p => p.Id == planId) is { } plan ? await _draws.DrawWeekAsync(plan, week, cancellationToken) : null;
}

using Imcc.Core.Quality;
using Imcc.Infrastructure.Quality;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Imcc.Web.Components.Quality;

/// <summary>Sampling plans: a list and a drawer; a plan can be drawn by hand for the last complete week.</summary>
public sealed partial class PlansPage : QualityScreen
{
    private IReadOnlyList<(SamplingPlan Plan, long Rev)>? _plans;
    private QualityChoices _choices = QualityChoices.Empty;
    private PlanDraft? _draft;

    [Parameter] public Guid? Chosen { get; set; }

    [Inject] public required SamplingPlans Plans { get; init; }

    [Inject] public required PlanDraws Draws { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if (_plans is null)
            await ReadAsync();
        if (Chosen is { } id && _draft?.Id != id)
            _draft = _plans!.Where(p => p.Plan.Id == id).Select(p => PlanDraft.Of(p.Plan, p.Rev)).FirstOrDefault();
        else if (Chosen is null && _draft is { Rev: > 0 })
            _draft = null;
        Forget();
    }

    private async Task ReadAsync()
    {
        var actor = await ActorAsync();
        _plans = await Plans.ListAsync(actor);
        _choices = await Plans.ChoicesAsync(actor);
    }

    private void New()
    {
        Forget();
        var now = Time.GetUtcNow();
        _draft = new() { Id = Guid.CreateVersion7(now), Seed = now.ToUnixTimeSeconds(), FormId = _choices.Forms.FirstOrDefault(f => f.IsOffered)?.Id ?? Guid.Empty };
        if (Chosen is not null)
            Navigation.NavigateTo(QualityUrls.Plans);
    }

    private void Close()
    {
        _draft = null;
        Navigation.NavigateTo(QualityUrls.Plans);
    }

    private async Task SaveAsync()
    {
        var draft = _draft!;
        if (!await MakeAsync(actor => Plans.SaveAsync(actor, draft.ToPlan(), draft.Rev), "Saved"))
            return;
        await ReadAsync();
        Close();
    }

    private async Task DeleteAsync()
    {
        if (!await MakeAsync(actor => Plans.DeleteAsync(actor, _draft!.Id), "Deleted"))
            return;
        await ReadAsync();
        Close();
    }

    private async Task DrawAsync()
    {
        var week = QualityWeek.Of(Clock.Now, Clock.Zone).AddDays(-7);
        var made = await Draws.DrawAsync(await ActorAsync(), _draft!.Id, week);
        Snackbar.Add(Q["Drawn", made ?? 0, QualityUrls.Day(week)], Severity.Info);
    }

    private static string NameOf(IReadOnlyList<QualityChoice> choices, Guid id) => choices.FirstOrDefault(c => c.Id == id)?.Name ?? "";

    private IEnumerable<string> RiskNames(RiskRules rules)
    {
        (Risks Risk, bool IsOn)[] all =
        [
            (Risks.LowRating, rules.LowRating), (Risks.LongService, rules.LongerThan is not null), (Risks.Transferred, rules.Transfers is not null), (Risks.Keyword, rules.Keywords.Count > 0),
            (Risks.SilentAgent, rules.SilentFor is not null), (Risks.Complaint, rules.Reasons.Count > 0),
        ];
        return all.Where(r => r.IsOn).Select(r => Q[$"Risk.{r.Risk}"].Value);
    }
}

using Imcc.Core.Quality;
using Imcc.Infrastructure.Quality;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Quality;

/// <summary>One form: what is written is a draft, publishing makes a version of it.</summary>
public sealed partial class FormPage : QualityScreen
{
    private FormSheet? _sheet;
    private FormDraft? _draft;
    private FormContent? _shown;
    private QuestionDraft? _chosen;
    private Guid? _readId;
    private IReadOnlyList<string> _faults = [];
    private bool _isGone;
    private bool _isRead;

    [Parameter] public Guid? Id { get; set; }

    /// <summary>An earlier version, only to be read.</summary>
    [SupplyParameterFromQuery(Name = "version")] public int? Version { get; set; }

    [Inject] public required QualityForms Forms { get; init; }

    private bool MayWrite => _sheet?.IsMine ?? Id is null;

    private decimal WeightsSum => _draft is null ? 0 : _draft.Method == ScoringMethod.SectionPercent ? _draft.Sections.Sum(s => s.Weight) : _draft.AllQuestions().Where(q => q.ToQuestion().IsScored).Sum(q => q.Weight);

    protected override async Task OnParametersSetAsync()
    {
        if (!_isRead || _readId != Id)
            await ReadAsync();
        _shown = Id is { } id && Version is { } number ? await Forms.VersionAsync(await ActorAsync(), id, number) : null;
    }

    private async Task ReadAsync()
    {
        var chosen = _chosen?.Id;
        _sheet = Id is { } id ? await Forms.OpenAsync(await ActorAsync(), id) : null;
        _isGone = Id is not null && _sheet is null;
        _draft = _sheet is not null ? FormDraft.Of(_sheet.Name, _sheet.Enabled, _sheet.Content) : Id is null ? new FormDraft() : null;
        if (Id is null)
            AddSection();
        _chosen = _draft?.AllQuestions().FirstOrDefault(q => q.Id == chosen);
        (_readId, _isRead) = (Id, true);
    }

    private void AddSection() => _draft?.Sections.Add(new() { Id = FormKeys.New(_draft), Title = Q["Section", _draft.Sections.Count + 1] });

    private async Task<Guid?> KeepAsync(string done)
    {
        var id = Guid.Empty;
        var isMade = await MakeAsync(
            async actor =>
            {
                var outcome = await Forms.SaveAsync(actor, _sheet?.Id, _sheet?.Rev ?? 0, _draft!.Name, _draft.Enabled, _draft.ToContent());
                id = outcome.Id;
                return outcome;
            },
            done);
        _faults = isMade ? [] : [.. new[] { Sentence("Name"), Refusal }.OfType<string>()];
        return isMade ? id : null;
    }

    private async Task SaveAsync()
    {
        if (await KeepAsync("Saved") is { } id)
            await AgainAsync(id);
    }

    private async Task PublishAsync()
    {
        var problems = FormCheck.Problems(FormCheck.Rescaled(_draft!.ToContent()));
        _faults = [.. problems.Select(p => $"{NameOf(p.At)}{Q["Problem_" + p.Code, p.Argument ?? ""]}").Distinct()];
        if (problems.Count > 0 || await KeepAsync("Saved") is not { } id)
            return;
        var actor = await ActorAsync();
        var rev = (await Forms.OpenAsync(actor, id))!.Rev;
        await MakeAsync(a => Forms.PublishAsync(a, id, rev), "Published");
        _faults = Refusal is { } refusal ? [refusal] : [];
        await AgainAsync(id);
    }

    private async Task AgainAsync(Guid id)
    {
        if (Id is null)
        {
            Navigation.NavigateTo(QualityUrls.Form(id));
            return;
        }

        await ReadAsync();
    }

    private string NameOf(string at)
    {
        var name = _draft!.AllQuestions().FirstOrDefault(q => q.Id == at)?.Text ?? _draft.AllSections().FirstOrDefault(s => s.Id == at)?.Title;
        return at.Length == 0 ? "" : (string.IsNullOrWhiteSpace(name) ? "?" : name) + "：";
    }
}

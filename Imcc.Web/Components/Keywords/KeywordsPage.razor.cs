using Imcc.Core.Answering.Keywords;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Keywords;

/// <summary>The list of keyword rules with what belongs to it at its side: one rule, trying out, conflicts, stop words, a sheet.</summary>
public sealed partial class KeywordsPage
{
    /// <summary>Lines shown at once; whoever has more looks for them.</summary>
    private const int Most = 300;
    private const int NameOfPattern = 40;

    private readonly HashSet<Guid> _marked = [];
    private KeywordDesk? _desk;
    private KeywordDraft? _draft;
    private IReadOnlyList<KeywordConflict> _conflicts = [];
    private IReadOnlyList<KeywordDraft> _shown = [];
    private KeywordFilter _current = new();
    private string _stopWords = "";
    private bool _isAdmin;
    private Guid _actor;

    [Parameter] public string? Chosen { get; set; }

    /// <summary>What a new rule begins with, where another page sends here.</summary>
    [SupplyParameterFromQuery(Name = "pattern")] public string? Pattern { get; set; }

    /// <summary>The flow that a new rule begins.</summary>
    [SupplyParameterFromQuery(Name = "flow")] public string? Flow { get; set; }

    [Inject] public required KeywordAdministration Keywords { get; init; }

    [Inject] public required AdminClock Clock { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private KeywordFilter Filter
    {
        get => _current;
        set
        {
            _current = value;
            Narrow();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        _isAdmin = (await Authentication).User.IsInRole(Role.Admin);
        _actor = await ActorAsync();
        await ReadAsync();
        Forget();
        _stopWords = _desk!.StopWords;
        _draft = Chosen switch
        {
            AdminUrls.New => New(),
            _ => _desk.Rules.FirstOrDefault(r => r.Id.ToString() == Chosen),
        };
    }

    private KeywordDraft New()
    {
        var text = (Pattern ?? "").Trim() is { Length: > KeywordPattern.MaxText } longer ? longer[..KeywordPattern.MaxText] : (Pattern ?? "").Trim();
        return new()
        {
            Name = text.Length > NameOfPattern ? text[..NameOfPattern] : text,
            OrgUnitId = _desk!.Units[0].Unit.Id,
            Accounts = [.. _desk.IsHeadOffice ? [] : _desk.Accounts.Select(a => a.Id)],
            Patterns = text.Length == 0 ? [] : [new(KeywordKind.Contains, text)],
            Flow = string.IsNullOrWhiteSpace(Flow) ? null : Flow.Trim(),
        };
    }

    private async Task ReadAsync()
    {
        _desk = await Keywords.OpenAsync(_actor);
        _conflicts = await Keywords.ConflictsAsync(_actor);
        _marked.IntersectWith(_desk.Rules.Select(r => r.Id!.Value));
        Narrow();
    }

    private void Narrow() => _shown = [.. (_desk?.Rules ?? []).Where(r => _current.Fits(r, Time.GetUtcNow()))];

    private string AccountName(Guid id) => _desk!.Accounts.FirstOrDefault(a => a.Id == id).Name ?? "";

    private string? Validity(KeywordDraft rule) => rule is { ValidFrom: null, ValidUntil: null } ? null
        : $"{(rule.ValidFrom is { } from ? Clock.Local(from) : "")} – {(rule.ValidUntil is { } until ? Clock.Local(until) : "")}";

    private void Mark(Guid id, bool isMarked)
    {
        if (isMarked)
            _marked.Add(id);
        else
            _marked.Remove(id);
    }

    private void MarkAll(ChangeEventArgs e)
    {
        var ids = _shown.Select(r => r.Id!.Value);
        if ((bool)e.Value!)
            _marked.UnionWith(ids);
        else
            _marked.ExceptWith(ids);
    }

    private void Close() => Navigation.NavigateTo(AdminUrls.Keywords);

    private Task SaveAsync() => DoAsync(actor => Keywords.SaveAsync(actor, _draft!), "Saved");

    private Task SaveStopWordsAsync() => DoAsync(actor => Keywords.SetStopWordsAsync(actor, _stopWords), "Saved");

    private Task DeleteAsync(IReadOnlyCollection<Guid> ids) => DoAsync(actor => Keywords.DeleteAsync(actor, ids), "Deleted");

    private Task DeleteMarkedAsync() => DoAsync(actor => Keywords.DeleteAsync(actor, [.. _marked]), "Deleted");

    private async Task EnableAsync(bool enabled)
    {
        if (await MakeAsync(actor => Keywords.EnableAsync(actor, [.. _marked], enabled), "Saved"))
            await ReadAsync();
    }

    private async Task DoAsync(Func<Guid, Task<ChangeOutcome>> change, string done)
    {
        if (!await MakeAsync(change, done))
            return;
        await ReadAsync();
        Close();
    }

    private async Task ImportedAsync()
    {
        await ReadAsync();
        Snackbar.Add(L["Saved"], MudBlazor.Severity.Success);
    }
}

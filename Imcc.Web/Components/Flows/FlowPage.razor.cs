using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Imcc.Web.Components.Flows;

/// <summary>One flow as it is written: its nodes, what is wrong with them, and trying it before anybody else does.</summary>
public sealed partial class FlowPage
{
    /// <summary>So many nodes are read at a glance, all open.</summary>
    private const int FewNodes = 6;

    private static readonly TimeSpan CheckedAfter = TimeSpan.FromMilliseconds(600);

    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, FlowNodeCard?> _cards = [];
    private FlowDesk? _desk;
    private FlowForm? _form;
    private FlowDraft? _theirs;
    private IReadOnlyList<FlowProblem> _problems = [];
    private IReadOnlyList<FlowVersion> _versions = [];
    private IReadOnlyList<FlowStarter>? _starters;
    private ITimer? _checking;
    private Tab _tab;
    private string? _read;
    private string? _waiting;
    private string? _shown;
    private string? _leaving;
    private bool _isGone;
    private bool _isAdmin;
    private bool _mayLeave;
    private Guid _actor;

    private enum Tab
    {
        Try,
        Check,
        Versions,
    }

    [Parameter] public string? Chosen { get; set; }

    [Inject] public required FlowAdministration Flows { get; init; }

    [Inject] public required AdminClock Clock { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private int Errors => _problems.Count(p => !p.IsWarning);

    private bool HasSettingProblem => IsBad("Name") || IsBad("Key") || IsBad("Accounts") || IsBad("OrgUnitId");

    public void Dispose()
    {
        _checking?.Dispose();
        if (_form is not null)
            _form.Changed -= Written;
    }

    protected override async Task OnParametersSetAsync()
    {
        // The first saving gives it an address; what is open is what was saved.
        if (_read == Chosen || (_form?.Saved.Id is { } saved && saved.ToString() == Chosen))
            return;
        _read = Chosen;
        _isAdmin = (await Authentication).User.IsInRole(Role.Admin);
        _actor = await ActorAsync();
        Forget();
        _desk = await Flows.OpenAsync(_actor);
        var draft = Chosen == AdminUrls.New ? New(_desk) : _desk.Flows.FirstOrDefault(f => f.Id.ToString() == Chosen);
        _isGone = draft is null;
        if (draft is not null)
            await ShowAsync(draft);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_shown is not { } id || !_cards.TryGetValue(id, out var card) || card is null)
            return;
        _shown = null;
        await card.ShowAsync();
    }

    private FlowDraft New(FlowDesk desk)
    {
        var number = 1;
        while (desk.Flows.Any(f => f.Key == KeyOf(number)))
            number++;
        return new()
        {
            Key = KeyOf(number),
            OrgUnitId = desk.Units[0].Unit.Id,
            Accounts = [.. desk.IsHeadOffice ? [] : desk.Accounts.Select(a => a.Id)],
            Content = FlowKinds.Template(F),
        };

        static string KeyOf(int number) => $"flow-{number}";
    }

    private async Task ShowAsync(FlowDraft draft)
    {
        if (_form is not null)
            _form.Changed -= Written;
        _form = new(draft);
        _form.Changed += Written;
        (_waiting, _leaving, _theirs) = (null, null, null);
        _open.Clear();
        if (draft.Content.Nodes.Length <= FewNodes)
            _open.UnionWith(draft.Content.Nodes.Select(n => n.Id));
        await CheckAsync();
        await ReadAroundAsync();
    }

    /// <summary>What was published of it, and what begins it.</summary>
    private async Task ReadAroundAsync()
    {
        var saved = _form!.Saved;
        _versions = saved.Id is { } id ? await Flows.VersionsAsync(_actor, id) : [];
        _starters = saved.Id is null ? null : await Flows.StartersAsync(_actor, saved.Key);
    }

    private async Task CheckAsync()
    {
        var content = _form!.Content;
        var problems = await Flows.CheckAsync(_actor, content);
        // Written on meanwhile: that is looked at next.
        if (_form.Content == content)
            _problems = problems;
    }

    private void Written()
    {
        // What was just made is to be written next.
        _open.UnionWith(_form!.Nodes.Select(n => n.Id).Where(id => !_cards.ContainsKey(id)));
        _checking?.Dispose();
        _checking = Time.CreateTimer(_ => InvokeAsync(LookAsync), null, CheckedAfter, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    private async Task LookAsync()
    {
        try
        {
            await CheckAsync();
            StateHasChanged();
        }
        catch (Exception e)
        {
            // Begun by the clock, not by a click: the screen shows its failure all the same.
            await DispatchExceptionAsync(e);
        }
    }

    private IReadOnlyList<FlowProblem> FaultsOf(string nodeId) => [.. _problems.Where(p => p.NodeId == nodeId)];

    private void Waits(string? nodeId) => _waiting = nodeId;

    private void Toggle(string id)
    {
        if (!_open.Remove(id))
            _open.Add(id);
    }

    private void OpenAll()
    {
        if (_open.Count < _form!.Nodes.Length)
            _open.UnionWith(_form.Nodes.Select(n => n.Id));
        else
            _open.Clear();
    }

    private void Opened(string id)
    {
        _open.Add(id);
        _shown = id;
    }

    private void Jump(string id) => Opened(id);

    private void Add(FlowKind kind) => Opened(_form!.Add(id => FlowKinds.New(kind, id, F)));

    private void Load(FlowVersion version)
    {
        _form!.Set(version.Content);
        _tab = Tab.Try;
    }

    private Task<bool> SaveAsync() => StoreAsync(Flows.SaveAsync, "Saved");

    private async Task PublishAsync()
    {
        await CheckAsync();
        if (Errors > 0)
            _tab = Tab.Check;
        else
            await StoreAsync(Flows.PublishAsync, "Published");
    }

    private async Task<bool> StoreAsync(Func<Guid, FlowDraft, CancellationToken, Task<ChangeOutcome>> store, string done)
    {
        var (form, sent, id) = (_form!, _form!.Draft(), Guid.Empty);
        var made = await MakeAsync(
            async actor =>
            {
                var outcome = await store(actor, sent, CancellationToken.None);
                id = outcome.Id;
                return outcome;
            },
            null);
        _desk = await Flows.OpenAsync(_actor);
        if (!made)
        {
            if (Has("FlowUnfinished"))
            {
                await CheckAsync();
                _tab = Tab.Check;
            }

            if (Has("ChangedMeanwhile"))
                _theirs = _desk.Flows.FirstOrDefault(f => f.Id == form.Saved.Id);
            return false;
        }

        Snackbar.Add(F[done], MudBlazor.Severity.Success);
        _theirs = null;
        form.Keep(_desk.Flows.Single(f => f.Id == id), sent);
        await ReadAroundAsync();
        if (Chosen == AdminUrls.New && _leaving is null)
            Go(FlowUrls.Of(id), isInPlace: true);
        return true;
    }

    private async Task TakeOverAsync()
    {
        _form!.Over(_theirs!);
        _theirs = null;
        Forget();
        await SaveAsync();
    }

    private async Task LoadTheirsAsync()
    {
        Forget();
        await ShowAsync(_theirs!);
    }

    private async Task WithdrawAsync()
    {
        if (!await MakeAsync(actor => Flows.WithdrawAsync(actor, _form!.Saved.Id!.Value, _form.Saved.Rev), null))
            return;
        Snackbar.Add(F["Withdrawn"], MudBlazor.Severity.Success);
        _desk = await Flows.OpenAsync(_actor);
        if (_desk.Flows.FirstOrDefault(f => f.Id == _form!.Saved.Id) is { } withdrawn)
            _form!.Over(withdrawn);
    }

    private async Task DeleteAsync()
    {
        if (await MakeAsync(actor => Flows.DeleteAsync(actor, _form!.Saved.Id!.Value, _form.Saved.Rev), "Deleted"))
            Go(AdminUrls.Flows);
    }

    private void Leaving(LocationChangingContext leaving)
    {
        if (_mayLeave || _form is not { IsTouched: true })
            return;
        leaving.PreventNavigation();
        _leaving = leaving.TargetLocation;
        StateHasChanged();
    }

    private void Leave() => Go(_leaving!);

    private async Task SaveAndLeaveAsync()
    {
        if (await SaveAsync())
            Go(_leaving!);
        else
            _leaving = null;
    }

    private void Go(string url, bool isInPlace = false)
    {
        _mayLeave = true;
        Navigation.NavigateTo(url, new NavigationOptions { ReplaceHistoryEntry = isInPlace });
        _mayLeave = false;
    }
}

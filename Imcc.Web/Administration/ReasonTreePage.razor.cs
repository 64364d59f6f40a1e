using Imcc.Core.Reasons;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Imcc.Web.Administration;

/// <summary>The tree of reasons for contact: every change is kept in the draft at once, nothing changes for the agents before it is published.</summary>
public sealed partial class ReasonTreePage
{
    private const string NewRoot = "NewRoot";

    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private ReasonTreeDraft? _draft;
    private ReasonTreeEditor? _editor;
    private List<ReasonLine> _lines = [];
    private IReadOnlyDictionary<Guid, int> _counts = new Dictionary<Guid, int>();
    private IReadOnlyList<ReasonVersion> _versions = [];
    private SentSheet? _sent;
    private Guid _sentId;
    private Side _side;
    private string _filter = "";
    private string? _complaint;
    private string _saved = "";
    private bool _isStale;
    private long _rev;
    private Task _saving = Task.CompletedTask;

    private enum Side
    {
        Details,
        Changes,
        History,
        Import,
    }

    [Inject] public required ReasonTreeAdministration Reasons { get; init; }

    [Inject] public required ReasonImports Imports { get; init; }

    [Inject] public required IReasonCounts Counts { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required AdminClock Clock { get; init; }

    [Inject] public required IJSRuntime JS { get; init; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_attached is not null)
            {
                await _attached.InvokeVoidAsync("detach");
                await _attached.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await OpenAsync();
        _counts = await Counts.CountAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await JS.InvokeAsync<IJSObjectReference>("import", "/Administration/ReasonTreePage.razor.js");
        if (_module is not null)
            _attached = await _module.InvokeAsync<IJSObjectReference>("attach", _root, R["UploadFailed"].Value);
    }

    private async Task OpenAsync()
    {
        var actor = await ActorAsync();
        _draft = await Reasons.OpenAsync(actor);
        _versions = await Reasons.VersionsAsync(actor);
        _rev = _draft.Rev;
        var selected = _editor?.SelectedId;
        _editor = new(_draft.Nodes, _draft.Published, NewId);
        if (selected is { } id && _editor.Tree.Find(id) is not null)
            _editor.Select(id);
        (_complaint, _isStale) = (null, false);
        Forget();
        Look();
    }

    private Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());

    private void Look() => _lines = [.. _editor!.Lines];

    private void Find()
    {
        if (_editor is null)
            return;
        _editor.Filter = _filter;
        Look();
    }

    private void Show(Guid id)
    {
        if (_editor!.Tree.Find(id) is null)
            return;
        _filter = _editor.Filter = "";
        _editor.Select(id);
        _side = Side.Details;
        Look();
    }

    /// <summary>Carries out a change, and keeps the draft if there is something new in it.</summary>
    private Task DoAsync(Func<ReasonTreeEditor, ReasonFault?> change)
    {
        var before = _editor!.Nodes;
        _complaint = change(_editor) is { } fault ? R["Fault_" + fault, Limit(fault), ""].Value : null;
        _filter = _editor.Filter;
        Look();
        StateHasChanged();
        return before == _editor.Nodes ? Task.CompletedTask : _saving = SaveAsync(_saving);
    }

    // One after the other: each knows the number of the one before.
    private async Task SaveAsync(Task before, string audit = "")
    {
        await before;
        var outcome = await Reasons.SaveAsync(await ActorAsync(), _rev, _editor!.Nodes, audit);
        if (outcome.Made)
            (_rev, _saved) = (_rev + 1, R["Saved", Clock.Local(Time.GetUtcNow())[11..16]]);
        else
            (_complaint, _isStale) = (string.Join(' ', outcome.Problems.Select(Sentence)), outcome.Problems.Any(p => p.Code == "ChangedMeanwhile"));
        StateHasChanged();
    }

    private string Sentence(Problem problem) => problem.Field == ReasonTreeAdministration.TreeField
        ? R["Fault_" + problem.Code, problem.Argument ?? "", ""]
        : L["Problem_" + problem.Code, problem.Argument ?? ""];

    private static object Limit(ReasonFault fault) => fault switch
    {
        ReasonFault.TooDeep => ReasonLimits.MaxDepth,
        ReasonFault.TooManyNodes => ReasonLimits.MaxNodes,
        _ => "",
    };

    private Task KeyAsync(KeyboardEventArgs e)
    {
        if (_editor is not { } editor || editor.RenamingId is not null)
            return Task.CompletedTask;
        if (e is { Key: "z", CtrlKey: true } or { Key: "z", MetaKey: true })
            return DoAsync(t => { t.Undo(); return null; });
        if (editor.SelectedId is not { } id)
            return e.Key is "ArrowDown" or "ArrowUp" ? DoAsync(t => { t.Step(0); return null; }) : Task.CompletedTask;
        return (e.Key, e.AltKey) switch
        {
            ("ArrowUp", true) => DoAsync(t => t.MoveBy(id, -1)),
            ("ArrowDown", true) => DoAsync(t => t.MoveBy(id, 1)),
            ("ArrowRight", true) => DoAsync(t => t.MoveIn(id)),
            ("ArrowLeft", true) => DoAsync(t => t.MoveOut(id)),
            ("ArrowUp", _) => DoAsync(t => { t.Step(-1); return null; }),
            ("ArrowDown", _) => DoAsync(t => { t.Step(1); return null; }),
            ("ArrowRight", _) => DoAsync(t => { t.Unfold(id, true); return null; }),
            ("ArrowLeft", _) => DoAsync(t =>
            {
                if (t.IsOpen(id))
                    t.Unfold(id, false);
                else if (t.Selected?.ParentId is { } parent)
                    t.Select(parent);
                return null;
            }),
            ("F2", _) => DoAsync(t => { t.Rename(id); return null; }),
            ("Enter", _) => DoAsync(t => t.AddAfter(id, R["NewReason"])),
            ("Insert", _) => DoAsync(t => t.AddChild(id, R["NewReason"])),
            (" ", _) => DoAsync(t => { t.Change(t.Selected! with { Enabled = !t.Selected!.Enabled }); return null; }),
            ("Delete", _) => DoAsync(t => { t.Remove(id); return null; }),
            _ => Task.CompletedTask,
        };
    }

    // "dragged|target|place", by the script.
    private Task DropAsync(ChangeEventArgs e)
    {
        var parts = (e.Value as string ?? "").Split('|');
        return parts.Length == 3 && Guid.TryParse(parts[0], out var id) && Guid.TryParse(parts[1], out var target)
            ? DoAsync(t => t.Drop(id, target, parts[2]))
            : Task.CompletedTask;
    }

    // "sent|id" or "refused|sentence", by the script.
    private async Task SentAsync(ChangeEventArgs e)
    {
        var parts = (e.Value as string ?? "").Split('|', 2);
        _complaint = parts.Length == 2 && parts[0] == "refused" ? parts[1] : null;
        if (parts.Length != 2 || parts[0] != "sent" || !Guid.TryParse(parts[1], out var id))
            return;
        (_sentId, _sent) = (id, Imports.Find(id, await ActorAsync()));
        _side = _sent is null ? Side.Details : Side.Import;
    }

    private Task TakeAsync(IReadOnlyList<ReasonNode> nodes)
    {
        var name = _sent!.FileName;
        _editor!.Replace(nodes);
        ForgetSheet();
        _side = Side.Changes;
        Look();
        return _saving = SaveAsync(_saving, name);
    }

    private void ForgetSheet()
    {
        Imports.Forget(_sentId);
        (_sent, _side) = (null, Side.Details);
    }

    private async Task PublishAsync(string remark)
    {
        await _saving;
        if (await MakeAsync(actor => Reasons.PublishAsync(actor, _rev, remark), "Saved"))
            await OpenAsync();
        else if (_editor!.Problems.Count > 0)
            _complaint = R["ProblemsFirst"];
    }

    private async Task RestoreAsync(int number)
    {
        await _saving;
        if (!await MakeAsync(actor => Reasons.RestoreAsync(actor, _rev, number), "Saved"))
            return;
        await OpenAsync();
        _side = Side.Changes;
    }

    private async Task<IReadOnlyList<ReasonNode>> ReadVersionAsync(int number) => await Reasons.VersionAsync(await ActorAsync(), number) ?? [];
}

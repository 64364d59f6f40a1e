using System.Globalization;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Schedule;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using MudBlazor;

namespace Imcc.Web.Components.Schedule;

/// <summary>A week of shifts (排班): agents by days. A shift is chosen as a brush and painted with, cell by cell or over many at once; agents see it when it is published.</summary>
public sealed partial class WeekPage(ShiftPlans plans, Staffing staffing, ScheduleScript script) : ScheduleScreen, IAsyncDisposable
{
    private ElementReference _root;
    private DotNetObjectReference<WeekPage>? _self;
    private WeekPlan? _plan;
    private IReadOnlyList<(Guid Id, string Name)> _groups = [];
    private IReadOnlyList<SheetFault>? _faults;
    private DateOnly _monday;
    private string _group = "";
    private Guid? _brush;
    private bool _isBrushChosen;
    private bool _isPainting;

    [SupplyParameterFromQuery(Name = "week")] public DateOnly? Week { get; set; }

    [SupplyParameterFromQuery(Name = "group")] public Guid? Group { get; set; }

    public async ValueTask DisposeAsync()
    {
        await script.DisposeAsync();
        _self?.Dispose();
    }

    /// <summary>Cells that the mouse was drawn over, from the browser.</summary>
    /// <param name="cells">As they stand in <c>data-cell</c>.</param>
    [JSInvokable]
    public async Task PaintAsync(string[] cells)
    {
        var keys = cells.Select(Parse).OfType<CellKey>().Distinct().ToList();
        await PaintAsync(keys, _brush);
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        (_monday, _group) = (ScheduleUrls.Monday(AskedDays.Sound(Week ?? Today)), Group?.ToString() ?? "");
        Forget();
        _groups = await staffing.GroupsAsync(await ActorAsync());
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isPainting)
            return;
        _isPainting = true;
        await script.PaintAsync(_root, _self ??= DotNetObjectReference.Create(this));
    }

    private async Task ReadAsync()
    {
        _plan = await plans.ReadAsync(await ActorAsync(), _monday, Group);
        if (_isBrushChosen)
            return;
        (_brush, _isBrushChosen) = (_plan.Kinds.FirstOrDefault(k => k.Enabled)?.Id, _plan.Kinds.Count > 0);
    }

    // The same shift once more takes it away.
    private Task ClickAsync(WeekRow row, WeekCell cell) => PaintAsync([new(row.AgentId, cell.Day)], cell.KindId == _brush ? null : _brush);

    private Task PaintAsync(IReadOnlyCollection<CellKey> cells, Guid? kind) => ChangeAsync(actor => plans.PaintAsync(actor, cells, kind), null);

    private Task CopyAsync() => ChangeAsync(actor => plans.CopyAsync(actor, _monday, Group), "Copied");

    private Task PublishAsync() => ChangeAsync(actor => plans.PublishAsync(actor, _monday, Group), "PublishedNow");

    private async Task ImportAsync(InputFileChangeEventArgs e)
    {
        _faults = null;
        if (await OpenAsync(e) is not { } sheet)
        {
            _faults = [new(0, "", "FileBad", e.File.Name)];
            return;
        }

        var faults = await plans.ImportAsync(await ActorAsync(), sheet);
        if (faults.Count > 0)
            _faults = faults;
        else
            Snackbar.Add(S["Imported"], Severity.Success);
        await ReadAsync();
    }

    private async Task ChangeAsync(Func<Guid, Task<ChangeOutcome>> change, string? done)
    {
        await MakeAsync(change, done);
        await ReadAsync();
    }

    private void Look() => Navigation.NavigateTo(Url(_monday));

    private string Url(DateOnly monday) => ScheduleUrls.Of(ScheduleUrls.Week, ("week", ScheduleUrls.Day(monday)), ("group", _group));

    private string LabelOf(WeekRow row, WeekCell cell) => $"{row.Name} {cell.Day.ToString("MM-dd", CultureInfo.InvariantCulture)} {cell.Hours?.Name ?? S["NoShift"].Value}{(cell.IsDraft ? " " + S["Draft"] : "")}";

    private static string KeyOf(WeekRow row, WeekCell cell) => $"{row.AgentId:N}|{ScheduleUrls.Day(cell.Day)}";

    private static CellKey? Parse(string cell) =>
        cell.Split('|') is [var agent, var day] && Guid.TryParseExact(agent, "N", out var id) && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? new CellKey(id, at) : null;
}

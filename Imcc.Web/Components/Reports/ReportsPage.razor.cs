using Imcc.Core.Reporting;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Reporting;
using Imcc.Web.Administration;
using Imcc.Web.Components.Exports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Imcc.Web.Components.Reports;

/// <summary>The list of reports, the one that the address says, and what stands behind its cells.</summary>
public sealed partial class ReportsPage : AdminScreen, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource? _looking;
    private ReportAddress _address = null!;
    private ReportTable? _table;
    private ReportChoices? _choices;
    private IReadOnlyList<ReportView> _views = [];
    private string? _refusal;
    private string _name = "";
    private (ReportRow? Row, Kpi Kpi)? _cell;
    private FactPage? _behind;
    private int _skip;

    [Inject] public required Infrastructure.Reporting.Reports Reports { get; init; }

    [Inject] public required ReportViews Views { get; init; }

    [Inject] public required Infrastructure.Exports.Exports Exports { get; init; }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        _address = Here();
        var actor = await ActorAsync();
        try
        {
            _choices = await Reports.ChoicesAsync(actor, _leaving.Token);
            _views = await Views.ListAsync(actor, _leaving.Token);
        }
        catch (UnauthorizedAccessException)
        {
            // The right was taken away since the sign-in.
            _refusal = "NotAllowed";
            return;
        }

        await LookAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == ReportAddress.Page)
            _ = InvokeAsync(LookAsync);
    }

    private async Task LookAsync()
    {
        if (_leaving.IsCancellationRequested)
            return;
        // Who asks for something else does not want what was asked for before: nobody counts it to the end.
        _looking?.Cancel();
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        _looking = looking;
        (_address, _table, _cell) = (Here(), null, null);
        StateHasChanged();
        var asked = _address;
        try
        {
            var table = await Reports.ReadAsync(await ActorAsync(), asked.ToQuery(Clock.Zone.Id), looking.Token);
            if (ReferenceEquals(asked, _address))
                _table = table;
        }
        catch (UnauthorizedAccessException)
        {
            _refusal = "NotAllowed";
        }
        catch (Exception e) when (e is OperationCanceledException || looking.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // Asked for by nobody who waits for it: it would be lost, and the page count for ever.
            await DispatchExceptionAsync(e);
            return;
        }
        finally
        {
            if (_looking == looking)
                _looking = null;
        }

        StateHasChanged();
    }

    private async Task OpenAsync(ReportRow? row, Kpi kpi, int skip)
    {
        var asked = ((ReportRow?, Kpi)?)(row, kpi);
        (_cell, _behind, _skip) = (asked, null, Math.Max(0, skip));
        StateHasChanged();
        var then = row is null || _address.Then == ReportDimension.None ? (ReportTerm?)null : row.Then;
        try
        {
            var page = await Reports.BehindAsync(await ActorAsync(), _address.ToQuery(Clock.Zone.Id), row?.First, then, kpi, Math.Max(0, skip), BehindPanel.Size, _leaving.Token);
            // Another cell, or another page of it, may have been asked for meanwhile.
            if (_cell == asked && _skip == Math.Max(0, skip))
                _behind = page;
        }
        catch (OperationCanceledException)
        {
            // The page is left.
            return;
        }
    }

    /// <param name="cell">Null: the report itself.</param>
    private async Task ExportAsync((ReportRow? Row, Kpi Kpi)? cell, ExportFormat format)
    {
        var behind = cell is { } of
            ? new ExportCell(of.Kpi.Key, of.Row?.First, of.Row is null || _address.Then == ReportDimension.None ? null : of.Row.Then)
            : null;
        var title = $"{T["R." + _address.Preset.Key]}{(cell is { } named ? " · " + TitleOf(named) : "")} {_address.From:yyyy-MM-dd} – {_address.To:yyyy-MM-dd}";
        var order = new ExportOrder(title, (_address with { Period = null }).Query, behind, format, System.Globalization.CultureInfo.CurrentUICulture.Name);
        if (await Exports.AskAsync(await ActorAsync(), order, _leaving.Token) is null)
            Snackbar.Add(E["TooManyOnTheirWay", Infrastructure.Exports.Exports.MostOnTheirWay], MudBlazor.Severity.Warning);
        else
            Navigation.NavigateTo(ExportUrls.Files);
    }

    private async Task SaveAsync()
    {
        if (!await Views.SaveAsync(await ActorAsync(), _name, _address.Query, _leaving.Token))
        {
            Snackbar.Add(T["ViewNotSaved", ReportViews.Most, ReportViews.LongestName], MudBlazor.Severity.Warning);
            return;
        }

        _name = "";
        _views = await Views.ListAsync(await ActorAsync(), _leaving.Token);
    }

    private async Task DeleteAsync(ReportView view)
    {
        await Views.DeleteAsync(await ActorAsync(), view.Id, _leaving.Token);
        _views = await Views.ListAsync(await ActorAsync(), _leaving.Token);
    }

    private void Go(ReportAddress to) => Navigation.NavigateTo(to.Url);

    private ReportAddress Here() => ReportAddress.Read(new Uri(Navigation.Uri).Query, DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime));

    private string TitleOf((ReportRow? Row, Kpi Kpi) cell) =>
        $"{T["K." + cell.Kpi.Key]} · {(cell.Row is { } row ? Words.Name(_address.Rows, _address.Interval, row.First, row.Name) : T["Total"])}";
}

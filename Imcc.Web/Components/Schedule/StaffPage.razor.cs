using System.Globalization;
using Imcc.Infrastructure.Schedule;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;

namespace Imcc.Web.Components.Schedule;

/// <summary>A group's week in half hours: planned against needed against there, and a day of it to look closer and to say what is needed.</summary>
public sealed partial class StaffPage(Staffing staffing) : ScheduleScreen
{
    private IReadOnlyList<(Guid Id, string Name)> _groups = [];
    private IReadOnlyList<StaffDay>? _week;
    private IReadOnlyList<SheetFault>? _faults;
    private DateOnly _day;
    private DateOnly _monday;
    private string _group = "";
    private bool _isWhole;

    [SupplyParameterFromQuery(Name = "group")] public Guid? GroupAsked { get; set; }

    [SupplyParameterFromQuery(Name = "day")] public DateOnly? DayAsked { get; set; }

    private StaffDay? Day => _week?.FirstOrDefault(d => d.Day == _day);

    private Guid Group => Guid.Parse(_group);

    protected override async Task OnParametersSetAsync()
    {
        _groups = await staffing.GroupsAsync(await ActorAsync());
        if (_groups.Count == 0)
            return;
        _group = (_groups.Any(g => g.Id == GroupAsked) ? GroupAsked!.Value : _groups[0].Id).ToString();
        _day = AskedDays.Sound(DayAsked ?? Today);
        _monday = ScheduleUrls.Monday(_day);
        Forget();
        await ReadAsync();
    }

    private async Task ReadAsync() => _week = await staffing.ReadAsync(await ActorAsync(), Group, _monday, 7);

    private async Task EnterAsync(int place, ChangeEventArgs e)
    {
        if (Day is not { } day)
            return;
        var needs = new int?[Core.Schedule.HalfHours.ADay];
        foreach (var half in day.HalfHours)
            needs[half.Place] = half.Entered;
        needs[place] = int.TryParse(e.Value?.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
        await MakeAsync(actor => staffing.EnterAsync(actor, Group, day.Day, needs, day.Rev), null);
        await ReadAsync();
    }

    private async Task ImportAsync(InputFileChangeEventArgs e)
    {
        _faults = null;
        if (await OpenAsync(e) is not { } sheet)
        {
            _faults = [new(0, "", "FileBad", e.File.Name)];
            return;
        }

        var faults = await staffing.ImportAsync(await ActorAsync(), Group, sheet);
        if (faults.Count > 0)
            _faults = faults;
        else
            Snackbar.Add(S["Imported"], Severity.Success);
        await ReadAsync();
    }

    private void Look() => Navigation.NavigateTo(Url(_day));

    private string Url(DateOnly day) => ScheduleUrls.Of(ScheduleUrls.Staff, ("group", _group), ("day", ScheduleUrls.Day(day)));

    // At night mostly nothing is planned and nobody comes.
    private bool IsShown(StaffHalfHour half) => _isWhole || half.Planned > 0 || half.Needed > 0 || half.There > 0 || half.Place is >= 16 and < 40;

    private string SaidOf(StaffHalfHour half) =>
        $"{Clock.Local(half.From).ToString("HH:mm", CultureInfo.InvariantCulture)} · {S["Planned"]} {half.Planned:0.##} · {S["Needed"]} {half.Needed?.ToString(CultureInfo.CurrentCulture) ?? "–"} · {S["There"]} {half.There?.ToString("0.##", CultureInfo.CurrentCulture) ?? "–"}";

    private static string ToneOf(StaffHalfHour half) => half.Gap switch
    {
        null => half.Planned > 0 ? "planned" : "nobody",
        <= -3 => "short3",
        <= -1.5 => "short2",
        <= -0.5 => "short1",
        >= 1.5 => "over",
        _ => half.Needed == 0 && half.Planned == 0 ? "nobody" : "fits",
    };
}

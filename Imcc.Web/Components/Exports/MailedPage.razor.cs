using System.Globalization;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Web.Administration;
using Imcc.Web.Components.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Exports;

/// <summary>A person's own reports that go out by e-mail: a list and a drawer.</summary>
public sealed partial class MailedPage : AdminScreen
{
    private IReadOnlyList<MailedReport>? _reports;
    private IReadOnlyList<ReportView> _views = [];
    private MailedDraft? _draft;

    [Inject] public required MailedReports Reports { get; init; }

    [Inject] public required ReportViews Views { get; init; }

    [Inject] public required MailBook Mail { get; init; }

    protected override IStringLocalizer Vocabulary => T;

    protected override async Task OnInitializedAsync()
    {
        _views = await Views.ListAsync(await ActorAsync());
        await ReadAsync();
        if (QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("of", out var of) && of.ToString() is { Length: > 0 } query)
            New(query);
    }

    /// <summary>What a problem says: in our own words, else in administration's.</summary>
    protected override string WordsOf(Problem problem)
    {
        var own = T["Problem_" + problem.Code, problem.Argument ?? ""];
        return own.ResourceNotFound ? L["Problem_" + problem.Code, problem.Argument ?? ""] : own;
    }

    private static string PresetOf(string query) => ReportAddress.Read(query, new DateOnly(2026, 1, 1)).Preset.Key;

    private async Task ReadAsync() => _reports = await Reports.ListAsync(await ActorAsync());

    private void New(string query)
    {
        Forget();
        _draft = new() { Id = Guid.CreateVersion7(Clock.Now), Query = query, TimeZone = Clock.Zone.Id };
    }

    private void Edit(MailedReport report)
    {
        Forget();
        _draft = MailedDraft.Of(report);
    }

    private void Close()
    {
        _draft = null;
        Forget();
    }

    private async Task SaveAsync()
    {
        var draft = _draft!;
        if (!await MakeAsync(actor => Reports.SaveAsync(actor, draft.ToReport()), "Saved"))
            return;
        await ReadAsync();
        Close();
    }

    private async Task DeleteAsync()
    {
        if (!await MakeAsync(actor => Reports.DeleteAsync(actor, _draft!.Id), "Deleted"))
            return;
        await ReadAsync();
        Close();
    }

    private async Task RunAsync()
    {
        if (!await MakeAsync(actor => Reports.RunNowAsync(actor, _draft!.Id), "Posted"))
            return;
        await ReadAsync();
        Close();
    }

    private string Said(WeeklyTimes times)
    {
        var names = CultureInfo.CurrentUICulture.DateTimeFormat;
        var days = times.Days == WeeklyTimes.Everyday ? T["Everyday"].Value : string.Join(' ', Enumerable.Range(0, 7).Where(d => (times.Days >> d & 1) == 1).Select(d => names.GetAbbreviatedDayName((DayOfWeek)((d + 1) % 7))));
        return $"{days} {MailedDraft.AtOf(times.Minute)}{(times.TimeZone == Clock.Zone.Id ? "" : " " + times.TimeZone)}";
    }
}

using System.Globalization;
using Imcc.Core.Organisation;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Schedule;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Schedule;

/// <summary>The kinds of shifts, and the rules by which shifts are judged and staff is planned.</summary>
public sealed partial class KindsPage(ShiftKinds kinds, DirectoryCache directory) : ScheduleScreen
{
    private IReadOnlyList<ShiftKindLine>? _kinds;
    private IReadOnlyList<(Guid Id, string Name)> _units = [];
    private KindDraft? _draft;
    private ScheduleRules? _rules;
    private long _rulesRev;

    private IReadOnlyList<PresenceReason> Reasons => [.. directory.Current.PresenceReasons.Where(r => r.Enabled)];

    // Those in which groups are open, and the organisation's.
    private IEnumerable<string> Zones => directory.Current.Calendars.Values.Select(c => c.TimeZone).Append(Clock.Zone.Id).Append(_draft?.TimeZone ?? "").Where(z => z.Length > 0).Distinct().Order(StringComparer.Ordinal);

    protected override async Task OnInitializedAsync()
    {
        _units = await kinds.UnitsAsync(await ActorAsync());
        await ReadAsync();
    }

    private async Task ReadAsync() => _kinds = await kinds.ListAsync(await ActorAsync());

    private void New()
    {
        Close();
        _draft = new() { Id = Guid.CreateVersion7(Clock.Now), OrgUnitId = _units[0].Id, TimeZone = Clock.Zone.Id };
    }

    private void Open(ShiftKindLine line)
    {
        if (!line.IsOwn)
            return;
        Close();
        _draft = KindDraft.Of(line.Kind);
    }

    private async Task OpenRulesAsync()
    {
        Close();
        (_rules, _rulesRev) = await kinds.RulesAsync();
    }

    private void Close()
    {
        Forget();
        (_draft, _rules) = (null, null);
    }

    private async Task SaveAsync()
    {
        if (!await MakeAsync(actor => kinds.SaveAsync(actor, _draft!.ToKind()), "Saved"))
            return;
        await ReadAsync();
        Close();
    }

    private async Task DeleteAsync()
    {
        if (!await MakeAsync(actor => kinds.DeleteAsync(actor, _draft!.Id), "Deleted"))
            return;
        await ReadAsync();
        Close();
    }

    private async Task SaveRulesAsync()
    {
        if (await MakeAsync(actor => kinds.SaveRulesAsync(actor, _rules!, _rulesRev), "Saved"))
            Close();
    }

    private void Set(ChangeEventArgs e, Func<int, ScheduleRules> with)
    {
        if (int.TryParse(e.Value?.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            _rules = with(number);
    }

    private string NameOf(Guid? reasonId) => reasonId is not { } id ? S["AnyBreak"] : directory.Current.PresenceReasons.FirstOrDefault(r => r.Id == id)?.Name ?? S["Gone"];
}

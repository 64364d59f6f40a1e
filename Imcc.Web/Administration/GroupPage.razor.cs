using System.Text.Json;
using Imcc.Core.Organisation;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Administration;

/// <summary>One skill group in six parts of one draft: going from part to part keeps what was typed, saving saves all of them.</summary>
public sealed partial class GroupPage
{
    private const string Basic = "basic";
    private const string Strategy = "strategy";
    private const string Line = "line";
    private const string Times = "times";
    private const string Hours = "hours";
    private const string Survey = "survey";
    private const string Reasons = "reasons";

    private static readonly (string Tab, string[] Fields)[] Parts =
    [
        (Basic, [nameof(GroupDraft.Name), nameof(GroupDraft.OrgUnitId), nameof(GroupDraft.RingSeconds), nameof(GroupDraft.WrapUpSeconds), nameof(GroupDraft.Units)]),
        (Strategy, [nameof(StrategySettings.Ranking), nameof(StrategySettings.Level), nameof(StrategySettings.RequiredLevel), nameof(StrategySettings.LastAgentDays),
            nameof(StrategySettings.LastAgentWait), nameof(StrategySettings.LastAgentOverCapacity), nameof(GroupDraft.Members)]),
        (Line, [nameof(LineRules.Relaxation), nameof(LineRules.MostWaiting), nameof(LineRules.AlwaysAdmittedFrom), nameof(LineRules.InsteadGroupId), nameof(LineRules.WhenClosed),
            nameof(LineRules.ChoiceAfter), nameof(GroupDraft.MaxWaitMinutes)]),
        (Times, [.. typeof(ServiceTimes).GetProperties().Select(p => p.Name)]),
        (Hours, [nameof(GroupDraft.CalendarId)]),
        (Survey, [.. typeof(Core.Surveys.SurveyRules).GetProperties().Select(p => p.Name), "TargetHandled", "TargetSatisfaction"]),
        (Reasons, [nameof(GroupDraft.Reasons)]),
    ];

    private IReadOnlyList<(OrgUnit Unit, int Depth)> _units = [];
    private IReadOnlyList<(Guid Id, string Name)> _groups = [];
    private IReadOnlyList<CalendarDraft> _calendars = [];
    private IReadOnlyList<TierDraft> _tiers = [];
    private IReadOnlyList<ReasonNode> _roots = [];
    private GroupDraft? _draft;
    private string _opened = "";
    private bool _missing;

    /// <summary>The group's id, or "new".</summary>
    [Parameter] public required string Chosen { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    [Inject] public required GroupAdministration Groups { get; init; }

    [Inject] public required CalendarAdministration Calendars { get; init; }

    [Inject] public required TierAdministration Tiers { get; init; }

    [Inject] public required ReasonTreeAdministration ReasonTree { get; init; }

    [Inject] public required OrganisationView Organisation { get; init; }

    private string Current => Parts.Any(p => p.Tab == Tab) ? Tab! : Basic;

    private IReadOnlyList<EditorFrame.Tab> Tabs =>
        [.. Parts.Select(p => new EditorFrame.Tab(p.Tab, L["GroupTab_" + p.Tab], AdminUrls.Of(AdminUrls.Groups, Chosen, p.Tab), p.Tab == Current, p.Fields.Any(IsBad)))];

    private bool IsChanged => _draft is not null && JsonSerializer.Serialize(_draft) != _opened;

    protected override async Task OnParametersSetAsync()
    {
        // Another part of the same group: the draft stays.
        if (_draft is not null && Chosen == (_draft.Id?.ToString() ?? AdminUrls.New))
            return;
        var actor = await ActorAsync();
        _units = await Organisation.OrgUnitsAsync(actor);
        _calendars = await Calendars.ListAsync(actor);
        _tiers = await Tiers.ListAsync(actor);
        _roots = await ReasonTree.RootsAsync(actor);
        Forget();
        await OpenAsync(actor, Chosen == AdminUrls.New ? null : Guid.TryParse(Chosen, out var id) ? id : Guid.Empty);
    }

    private async Task OpenAsync(Guid actor, Guid? id)
    {
        var draft = await Groups.OpenAsync(actor, id);
        _groups = [.. (await Organisation.GroupsAsync(actor)).Where(g => g.Id != id)];
        (_draft, _missing, _opened) = (draft, draft is null, JsonSerializer.Serialize(draft));
    }

    private async Task SaveAsync()
    {
        var made = Guid.Empty;
        var saved = await MakeAsync(
            async actor =>
            {
                var outcome = await Groups.SaveAsync(actor, _draft!);
                made = outcome.Id;
                return outcome;
            },
            "Saved");
        if (!saved)
        {
            // To the first part that has something wrong.
            if (!Tabs.Any(t => t is { IsCurrent: true, HasProblem: true }) && Tabs.FirstOrDefault(t => t.HasProblem) is { } bad)
                Navigation.NavigateTo(bad.Url);
            return;
        }

        await OpenAsync(await ActorAsync(), made);
        Navigation.NavigateTo(AdminUrls.Of(AdminUrls.Groups, made.ToString(), Current), replace: true);
    }
}

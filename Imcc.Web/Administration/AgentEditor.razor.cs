using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Administration;

/// <summary>Makes or changes one person.</summary>
public sealed partial class AgentEditor
{
    private static readonly Dictionary<string, object?> Off = new() { ["autocomplete"] = "off", ["spellcheck"] = "false" };
    private static readonly Dictionary<string, object?> NewPassword = new() { ["autocomplete"] = "new-password" };

    private IReadOnlyList<(OrgUnit Unit, int Depth)> _units = [];
    private IReadOnlyList<(Guid Id, string Name)> _groups = [];
    private string _newPassword = "";

    [Parameter, EditorRequired] public required AgentDraft Draft { get; set; }

    [Parameter, EditorRequired] public EventCallback Saved { get; set; }

    [Parameter, EditorRequired] public EventCallback Closed { get; set; }

    [Inject] public required AgentAdministration Agents { get; init; }

    [Inject] public required OrganisationView Organisation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        _groups = await Organisation.GroupsAsync(actor);
        _units = await Organisation.OrgUnitsAsync(actor);
        if (Draft.Id is null)
            Draft.OrgUnitId = _units[0].Unit.Id;
    }

    private string UnitName(Guid id) => _units.FirstOrDefault(u => u.Unit.Id == id).Unit?.Name ?? "";

    private void Toggle(string role, bool on)
    {
        if (on)
            Draft.Roles.Add(role);
        else
            Draft.Roles.Remove(role);
    }

    private void Toggle(Guid groupId, bool on)
    {
        Draft.Skills.RemoveAll(s => s.GroupId == groupId);
        if (on)
            Draft.Skills.Add(new() { GroupId = groupId });
    }

    private Task SaveAsync() => DoAsync(actor => Agents.SaveAsync(actor, Draft), "Saved");

    private Task SetEnabledAsync(bool enabled) => DoAsync(actor => Agents.SetEnabledAsync(actor, Draft.Id!.Value, enabled), enabled ? "NowEnabled" : "NowDisabled");

    private Task ResetPasswordAsync() => DoAsync(actor => Agents.ResetPasswordAsync(actor, Draft.Id!.Value, _newPassword), "PasswordReset");

    private async Task DoAsync(Func<Guid, Task<ChangeOutcome>> change, string done)
    {
        if (await MakeAsync(change, done))
            await Saved.InvokeAsync();
    }
}

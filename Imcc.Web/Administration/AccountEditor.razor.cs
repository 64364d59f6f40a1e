using Imcc.Core.Channels;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Administration;

/// <summary>Makes or changes one channel account. What WeChat's console has to be told is shown once, ready to copy.</summary>
public sealed partial class AccountEditor
{
    private IReadOnlyList<(OrgUnit Unit, int Depth)> _units = [];
    private IReadOnlyList<(Guid Id, string Name)> _groups = [];
    private IReadOnlyList<TierDraft> _tiers = [];
    private ShownOnce? _once;

    [Parameter, EditorRequired] public required AccountDraft Draft { get; set; }

    /// <summary>It was made or changed: the list and the draft are old now.</summary>
    [Parameter, EditorRequired] public EventCallback<Guid> Saved { get; set; }

    /// <summary>It was made, and is still being shown.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    [Parameter, EditorRequired] public EventCallback Closed { get; set; }

    [Inject] public required AccountAdministration Accounts { get; init; }

    [Inject] public required TierAdministration Tiers { get; init; }

    [Inject] public required OrganisationView Organisation { get; init; }

    [Inject] public required PublicAddress Address { get; init; }

    private string Heading => Draft.Id is null ? L[Draft.Kind is ChannelKind.WeChat ? "NewWeChat" : "NewWebChat"] : Draft.Name;

    private bool IsKey => AccountRules.IsKey(Draft.Key.Trim());

    private string BaseUrl => Address.ForPeople(Navigation.BaseUri);

    private string WebhookUrl => $"{BaseUrl}/webhooks/wechat/{Draft.Key.Trim()}";

    private string EmbedCode => $"<script src=\"{BaseUrl}/webchat/widget.js\" data-account=\"{Draft.Key.Trim()}\" async></script>";

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        _units = await Organisation.OrgUnitsAsync(actor);
        _groups = await Organisation.GroupsAsync(actor);
        _tiers = await Tiers.ListAsync(actor);
        if (Draft.Id is not null)
            return;
        Draft.OrgUnitId = _units[0].Unit.Id;
        Draft.SkillGroupId = _groups.Count > 0 ? _groups[0].Id : Guid.Empty;
    }

    private static Dictionary<string, object?> Field(string name) => new() { ["data-field"] = name, ["autocomplete"] = "off", ["spellcheck"] = "false" };

    // A browser must not fill in the administrator's own password.
    private static Dictionary<string, object?> Secret(string name) => new() { ["data-field"] = name, ["autocomplete"] = "new-password" };

    private string UnitName(Guid id) => _units.FirstOrDefault(u => u.Unit.Id == id).Unit?.Name ?? "";

    private string GroupName(Guid id) => _groups.FirstOrDefault(g => g.Id == id).Name ?? "";

    private string? Kept(bool isThere) => isThere ? L["SecretKept"].Value : null;

    private void Generate() => (Draft.Token, Draft.EncodingAesKey) = (AccountRules.NewToken(), AccountRules.NewEncodingAesKey());

    private async Task SaveAsync()
    {
        var id = Draft.Id;
        var made = id ?? Guid.Empty;
        var saved = await MakeAsync(
            async actor =>
            {
                var outcome = await Accounts.SaveAsync(actor, Draft);
                made = outcome.Id;
                return outcome;
            },
            "Saved");
        if (!saved)
            return;
        if (Draft.Kind is ChannelKind.WeChat && (Draft.Token.Length > 0 || Draft.EncodingAesKey.Length > 0))
        {
            _once = new(made, Draft.Token.Length > 0 ? Draft.Token : L["Unchanged"], Draft.EncodingAesKey.Length > 0 ? Draft.EncodingAesKey : L[id is null ? "PlainText" : "Unchanged"]);
            await Changed.InvokeAsync();
            return;
        }

        await Saved.InvokeAsync(made);
    }

    private async Task SetEnabledAsync(bool enabled)
    {
        var id = Draft.Id!.Value;
        if (await MakeAsync(actor => Accounts.SetEnabledAsync(actor, id, enabled), enabled ? "NowEnabled" : "NowDisabled"))
            await Saved.InvokeAsync(id);
    }

    private sealed record ShownOnce(Guid Id, string Token, string AesKey);
}

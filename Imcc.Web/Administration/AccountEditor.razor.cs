using Imcc.Core.Channels;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

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

    [Inject] public required ChannelForms Forms { get; init; }

    [Inject] public required IStringLocalizer<ChannelText> C { get; init; }

    private ChannelForm? Form => Forms.Of(Draft.Kind);

    /// <summary>When the channel has somebody to welcome.</summary>
    private string WelcomeHelp =>
        Form is not null && C[Draft.Kind + ".Welcome"] is { ResourceNotFound: false } help ? help.Value : L[Draft.Kind is ChannelKind.WeChat ? "WelcomeHelpWeChat" : "WelcomeHelpWebChat"].Value;

    private string Heading =>
        Draft.Id is not null ? Draft.Name
        : Form is not null ? C["New", L["Kind_" + Draft.Kind]]
        : L[Draft.Kind is ChannelKind.WeChat ? "NewWeChat" : "NewWebChat"];

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

    protected override string WordsOf(Problem problem) =>
        C[$"{Draft.Kind}.{problem.Field}.{problem.Code}", problem.Argument ?? ""] is { ResourceNotFound: false } words ? words.Value : base.WordsOf(problem);

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
        if (TellOnce(id is null) is not { Count: > 0 } told)
        {
            await Saved.InvokeAsync(made);
            return;
        }

        _once = new(made, told);
        await Changed.InvokeAsync();
    }

    /// <summary>What has to be copied now, since it is never shown again.</summary>
    private IReadOnlyList<(string Label, string Value)> TellOnce(bool isNew)
    {
        if (Draft.Kind is ChannelKind.WeChat && (Draft.Token.Length > 0 || Draft.EncodingAesKey.Length > 0))
        {
            return
            [
                (L["WebhookUrl"], WebhookUrl),
                (L["Token"], Draft.Token.Length > 0 ? Draft.Token : L["Unchanged"]),
                (L["EncodingAesKey"], Draft.EncodingAesKey.Length > 0 ? Draft.EncodingAesKey : L[isNew ? "PlainText" : "Unchanged"]),
            ];
        }

        if (Form is not { } form)
            return [];
        var secrets = form.Fields.Where(f => f is { IsSecret: true, Suggest: not null } && Draft.Values.GetValueOrDefault(f.Name, "").Trim().Length > 0)
            .Select(f => (C[$"{form.Kind}.{f.Name}"].Value, Draft.Values[f.Name].Trim())).ToList();
        return secrets.Count == 0 && !(isNew && form.Addresses.Length > 0)
            ? []
            : [.. form.Addresses.Select(a => (C[$"{form.Kind}.{a.Name}"].Value, a.For(BaseUrl, Draft.Key.Trim()))), .. secrets];
    }

    private async Task SetEnabledAsync(bool enabled)
    {
        var id = Draft.Id!.Value;
        if (await MakeAsync(actor => Accounts.SetEnabledAsync(actor, id, enabled), enabled ? "NowEnabled" : "NowDisabled"))
            await Saved.InvokeAsync(id);
    }

    private sealed record ShownOnce(Guid Id, IReadOnlyList<(string Label, string Value)> Values);
}

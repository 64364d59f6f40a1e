using Imcc.Core.Alerts;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Alerts;

/// <summary>Alert rules: a list and a drawer.</summary>
public sealed partial class AlertRulesPage : AdminScreen
{
    private IReadOnlyList<(AlertRule Rule, long Rev)>? _rules;
    private AlertChoices _choices = AlertChoices.Empty;
    private RuleDraft? _draft;
    private string? _secret;

    [Parameter] public string? Chosen { get; set; }

    [Inject] public required AlertAdministration Rules { get; init; }

    [Inject] public required MailBook Mail { get; init; }

    protected override IStringLocalizer Vocabulary => T;

    protected override async Task OnParametersSetAsync()
    {
        if (_rules is null)
        {
            _choices = await Rules.ChoicesAsync(await ActorAsync());
            await ReadAsync();
        }

        Forget();
        _secret = null;
        _draft = Chosen switch
        {
            null => null,
            AdminUrls.New => _draft is { Rev: 0 } ? _draft : new() { Id = Guid.CreateVersion7(Clock.Now) },
            _ => _rules!.Where(r => r.Rule.Id.ToString() == Chosen).Select(r => RuleDraft.Of(r.Rule, r.Rev)).FirstOrDefault(),
        };
    }

    /// <summary>What a problem says: in our own words, else in administration's.</summary>
    protected override string WordsOf(Problem problem)
    {
        var own = T["Problem_" + problem.Code, problem.Argument ?? ""];
        return own.ResourceNotFound ? L["Problem_" + problem.Code, problem.Argument ?? ""] : own;
    }

    private async Task ReadAsync() => _rules = await Rules.ListAsync(await ActorAsync());

    private void Close() => Navigation.NavigateTo(AlertUrls.Rules);

    private async Task ShowSecretAsync() => _secret = await Rules.SecretAsync(await ActorAsync(), _draft!.Id);

    private async Task SaveAsync()
    {
        var draft = _draft!;
        if (!await MakeAsync(actor => Rules.SaveAsync(actor, draft.ToRule(), draft.Rev), "Saved"))
            return;
        await ReadAsync();
        Close();
    }

    private async Task DeleteAsync()
    {
        if (!await MakeAsync(actor => Rules.DeleteAsync(actor, _draft!.Id), "Deleted"))
            return;
        await ReadAsync();
        Close();
    }

    private string ScopeOf(AlertRule rule)
    {
        var names = _choices.Groups.Where(g => rule.Groups.Contains(g.Id)).Select(g => g.Name).Concat(_choices.Accounts.Where(a => rule.Accounts.Contains(a.Id)).Select(a => a.Name)).ToList();
        return names.Count == 0 ? T["All"] : string.Join('、', names);
    }

    private IEnumerable<string> Told(AlertRule rule)
    {
        if (rule.OnScreen)
            yield return T["By.Screen"];
        if (!rule.Mails.IsEmpty)
            yield return T["By.Mail", rule.Mails.Length];
        if (rule.Webhook.Length > 0)
            yield return T["By.Webhook"];
    }
}

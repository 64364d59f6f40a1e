using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Misses;

/// <summary>What nothing answered, in groups, and what an editor makes of them.</summary>
public sealed partial class MissesPage : AdminScreen
{
    private const int PageSize = 50;
    private const int UsualDays = 30;

    private IReadOnlyList<(Guid Id, string Name)> _accounts = [];
    private MissPage? _page;
    private MissSheet? _sheet;
    private string? _refusal;
    private bool _isAdmin;
    private bool _mayChange;
    private string _asked = "-";

    // As the form has it; what is looked at stands in the address.
    private string _words = "";
    private string _account = "";
    private DateOnly _from;
    private DateOnly _to;
    private MissOrder _order;
    private bool _isDecided;

    [Parameter] public Guid? Chosen { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "account")] public string? Account { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public DateOnly? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public DateOnly? To { get; set; }

    [SupplyParameterFromQuery(Name = "order")] public string? Order { get; set; }

    [SupplyParameterFromQuery(Name = "decided")] public bool? IsDecided { get; set; }

    [Inject] public required MissGroups Groups { get; init; }

    [Inject] public required MissDecisions Decisions { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        (_isAdmin, _mayChange) = (user.IsInRole(Role.Admin), user.IsInRole(Role.Admin) || user.IsInRole(Role.Editor));
        var today = DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime);
        (_words, _account, _to, _isDecided) = (Words ?? "", Account ?? "", To ?? today, IsDecided ?? false);
        _from = From ?? _to.AddDays(1 - UsualDays);
        _order = Enum.TryParse<MissOrder>(Order, ignoreCase: true, out var order) ? order : MissOrder.Count;
        var actor = await ActorAsync();
        var asked = ListUrl;
        if (_asked != asked)
        {
            _accounts = await Groups.AccountsAsync(actor);
            _page = await Groups.ListAsync(actor, Filter, 0, PageSize);
            _asked = asked;
        }

        _refusal = null;
        _sheet = Chosen is { } id ? await Groups.OpenAsync(actor, id) : null;
    }

    private string ListUrl => WithFilter(MissUrls.Misses);

    private MissFilter Filter => new(
        Clock.At(_from.ToDateTime(TimeOnly.MinValue)),
        Clock.At(_to.AddDays(1).ToDateTime(TimeOnly.MinValue)),
        Guid.TryParse(_account, out var account) ? account : null,
        _isDecided,
        _words,
        _order);

    private string UrlOf(Guid group) => WithFilter(MissUrls.Group(group));

    private string WithFilter(string path) => MissUrls.Of(
        path, ("q", _words.Trim()), ("account", _account), ("from", From is null && _from == _to.AddDays(1 - UsualDays) ? null : MissUrls.Day(_from)), ("to", To is null && IsToday(_to) ? null : MissUrls.Day(_to)),
        ("order", _order is MissOrder.Count ? null : _order.ToString()), ("decided", _isDecided ? "true" : null));

    private bool IsToday(DateOnly day) => day == DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime);

    private void Look() => Navigation.NavigateTo(ListUrl);

    private void Close() => Navigation.NavigateTo(ListUrl);

    private async Task MoreAsync()
    {
        var more = await Groups.ListAsync(await ActorAsync(), Filter, _page!.Lines.Count, PageSize);
        _page = more with { Lines = [.. _page.Lines.Concat(more.Lines).DistinctBy(l => l.Id)] };
    }

    private async Task DecideAsync(MissDecision decision)
    {
        ChangeOutcome? outcome = null;
        var isMade = await MakeAsync(async actor => outcome = await decision.MakeAsync(Decisions, actor), "Saved");
        if (!isMade)
        {
            // Faults of an article's fields have no field here.
            _refusal = Refusal ?? (outcome is null ? null : string.Join(' ', outcome.Problems.Select(p => L["Problem_" + p.Code, p.Argument ?? ""].Value).Distinct()));
            return;
        }

        if (decision.GoTo is { } go && outcome is not null)
        {
            Navigation.NavigateTo(go(outcome.Id));
            return;
        }

        var actor = await ActorAsync();
        _page = await Groups.ListAsync(actor, Filter, 0, Math.Max(_page?.Lines.Count ?? 0, PageSize));
        _sheet = await Groups.OpenAsync(actor, Chosen!.Value);
        _refusal = null;
    }
}

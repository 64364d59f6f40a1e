using System.Globalization;
using Imcc.Infrastructure.Followers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Components.Followers;

public sealed partial class QrCodesPage : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<(Guid Id, string Name)>? _accounts;
    private IReadOnlyList<(int Day, QrFigures Figures)>? _days;
    private Guid _account;
    private string _words = "";
    private QrCodePage? _page;
    private QrCodeLine? _line;
    private QrCodeDraft? _draft;
    private bool _isWatching;

    [Parameter] public string? Chosen { get; set; }

    [SupplyParameterFromQuery] public Guid? Account { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    [SupplyParameterFromQuery] public int? Page { get; set; }

    [Inject] public required QrCodeAdministration Codes { get; init; }

    [Inject] public required Func<Directory> Known { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    protected override IStringLocalizer Vocabulary => new Either(F, L);

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await ActorAsync();
        _accounts ??= await Codes.AccountsAsync(actor);
        _account = Account is { } asked && _accounts.Any(a => a.Id == asked) ? asked : _accounts.Count > 0 ? _accounts[0].Id : default;
        _words = Query ?? "";
        Forget();
        await ReadAsync(actor);
        (_line, _draft, _days) = (null, null, null);
        if (Chosen == Administration.AdminUrls.New)
        {
            _draft = new() { AccountId = _account };
        }
        else if (Guid.TryParse(Chosen, out var id) && await Codes.FindAsync(actor, id) is { } line)
        {
            (_line, _draft) = (line, line.Draft);
            _days = await Codes.DaysAsync(line);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // What WeChat is making appears by itself.
        if (_isWatching || _page?.Lines.Any(l => !l.IsMade && l.Error.Length == 0) != true)
            return;
        _isWatching = true;
        try
        {
            while (_page?.Lines.Any(l => !l.IsMade && l.Error.Length == 0) == true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), Time, _closing.Token);
                await ReadAsync(await ActorAsync());
                if (_line is { IsMade: false } && _page?.Lines.FirstOrDefault(l => l.Draft.Id == _line.Draft.Id) is { } made)
                    _line = made;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _isWatching = false;
    }

    private async Task ReadAsync(Guid actor)
    {
        if (_account != default)
            _page = await Codes.ListAsync(actor, _account, Query ?? "", ((Page ?? 1) - 1) * QrCodeAdministration.PageSize);
    }

    private void Look() => Navigation.NavigateTo(FollowerUrls.CodesOf(_account, _words.Trim(), 1));

    private void New() => Navigation.NavigateTo(FollowerUrls.CodeOf(Administration.AdminUrls.New, _account, Query ?? "", 1));

    private void Close() => Navigation.NavigateTo(FollowerUrls.CodesOf(_account, Query ?? "", Page ?? 1));

    private string UrlOf(QrCodeLine line) => FollowerUrls.CodeOf(line.Draft.Id!.Value.ToString(), _account, Query ?? "", Page ?? 1);

    private async Task SaveAsync()
    {
        if (await MakeAsync(actor => Codes.SaveAsync(actor, _draft!), _draft!.Id is null ? "Made" : "Saved"))
            Close();
    }

    private async Task AgainAsync()
    {
        if (_line is { } line && await MakeAsync(actor => Codes.MakeAgainAsync(actor, line.Draft.Id!.Value), "Again"))
            await OnParametersSetAsync();
    }

    private string LeadsTo(QrCodeDraft draft)
    {
        var known = Known();
        var group = draft.GroupId is { } id ? known.Groups.GetValueOrDefault(id)?.Name ?? "" : "";
        var agent = draft.AgentId is { } person ? known.Agents.GetValueOrDefault(person)?.DisplayName ?? "" : "";
        return agent.Length == 0 ? group.Length == 0 ? F["GroupDefault"] : group : group.Length == 0 ? agent : group + " · " + agent;
    }

    private string StateOf(QrCodeLine line) =>
        !line.Draft.Enabled ? "Off" : line.IsExpired(Time.GetUtcNow()) ? "Expired" : line.IsMade ? "Made" : line.Error.Length > 0 ? "Failed" : "Making";

    private string ToneOf(QrCodeLine line) => StateOf(line) switch { "Made" => "good", "Failed" or "Expired" => "bad", "Making" => "key", _ => "" };

    private static string DayText(int day) => string.Create(CultureInfo.InvariantCulture, $"{day / 10000:0000}-{day / 100 % 100:00}-{day % 100:00}");
}

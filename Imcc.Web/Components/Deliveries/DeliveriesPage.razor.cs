using Imcc.Core.Delivery;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Imcc.Web.Components.Deliveries;

/// <summary>Messages that were given up, of whatever source, and the interfaces that stand still: looked through, mended, sent again or dismissed.</summary>
public sealed partial class DeliveriesPage : AdminScreen
{
    // Parts of one source, in the address as the sources are.
    private const string ByPerson = "Person";
    private const string ByService = "Service";
    private const int PageSize = 50;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    private readonly HashSet<Guid> _picked = [];
    private IReadOnlyList<IDeadLetters> _sources = [];
    private IReadOnlyList<(Guid Id, string Name)> _accounts = [];
    private IReadOnlyList<StoppedApi> _stops = [];
    private IReadOnlyDictionary<RefusalKind, int> _counts = new Dictionary<RefusalKind, int>();
    private List<DeadLetter>? _letters;
    private DeadLetter? _open;
    private string? _refusal;
    private string _reason = "";
    private bool _hasMore;
    private bool _isAdmin;
    private bool _isBusy;
    private ITimer? _timer;

    // As the form has it; what is looked at stands in the address.
    private string _words = "";
    private string _account = "";
    private string _source = "";
    private DateOnly? _from;
    private DateOnly? _to;
    private RefusalKind? _kind;

    [SupplyParameterFromQuery(Name = "q")] public string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "account")] public string? Account { get; set; }

    [SupplyParameterFromQuery(Name = "source")] public string? Source { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public DateOnly? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public DateOnly? To { get; set; }

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [Inject] public required IEnumerable<IDeadLetters> DeadLetters { get; init; }

    [Inject] public required IStoppedApis StoppedApis { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        _sources = [.. DeadLetters.OrderBy(s => s.Source)];
        _timer = Time.CreateTimer(_ => InvokeAsync(WatchAsync), null, LookEvery, LookEvery);
    }

    protected override async Task OnParametersSetAsync()
    {
        _isAdmin = (await Authentication).User.IsInRole(Role.Admin);
        (_words, _account, _source, _from, _to) = (Words ?? "", Account ?? "", Source ?? "", From, To);
        _kind = Enum.TryParse<RefusalKind>(Kind, ignoreCase: true, out var kind) ? kind : null;
        _accounts = await StoppedApis.AccountsAsync(await ActorAsync());
        await ReloadAsync();
    }

    private DeadLetterFilter Filter => new(
        Guid.TryParse(_account, out var account) ? account : null,
        _kind,
        _from is { } from ? Clock.At(from.ToDateTime(TimeOnly.MinValue)) : null,
        _to is { } to ? Clock.At(to.AddDays(1).ToDateTime(TimeOnly.MinValue)) : null,
        _words.Trim(),
        _source switch
        {
            ByPerson => true,
            ByService => false,
            _ => null,
        });

    private IEnumerable<IDeadLetters> Asked =>
        _sources.Where(s => _source.Length == 0 || s.Source.ToString() == (_source is ByPerson or ByService ? nameof(DeadLetterSource.Conversation) : _source));

    private IReadOnlyList<DeadLetter> Picked => [.. _letters!.Where(l => _picked.Contains(l.Id))];

    private string NameOf(Guid account) => _accounts.FirstOrDefault(a => a.Id == account).Name ?? "";

    private async Task ReloadAsync()
    {
        await CountAsync();
        await ReadAsync(null, Math.Max(_letters?.Count ?? 0, PageSize));
        _picked.IntersectWith(_letters!.Select(l => l.Id));
    }

    private async Task CountAsync()
    {
        var actor = await ActorAsync();
        _stops = await StoppedApis.ListAsync(actor);
        var counts = new Dictionary<RefusalKind, int>();
        foreach (var source in Asked)
        {
            foreach (var (kind, count) in await source.CountAsync(actor, Filter))
                counts[kind] = counts.GetValueOrDefault(kind) + count;
        }

        _counts = counts;
    }

    private async Task ReadAsync(DeadLetterMark? before, int take)
    {
        var actor = await ActorAsync();
        var page = new List<DeadLetter>();
        take = Math.Min(take, 200);
        foreach (var source in Asked)
            page.AddRange(await source.ListAsync(actor, Filter, before, take));
        page = [.. page.OrderByDescending(l => l.FailedAt).ThenByDescending(l => l.Id)];
        _hasMore = page.Count >= take;
        _letters = before is null ? [.. page.Take(take)] : [.. _letters!.Concat(page.Take(take)).DistinctBy(l => l.Id)];
    }

    private Task MoreAsync() => ReadAsync(_letters![^1].Mark, PageSize);

    /// <summary>Others work here, too, and channels go on refusing: the figures follow; the list only while nobody is in the middle of something.</summary>
    private async Task WatchAsync()
    {
        if (_isBusy || _letters is null)
            return;
        try
        {
            var before = _counts;
            await CountAsync();
            if (_open is null && _picked.Count == 0 && !before.OrderBy(c => c.Key).SequenceEqual(_counts.OrderBy(c => c.Key)))
                await ReloadAsync();
            StateHasChanged();
        }
        catch (UnauthorizedAccessException)
        {
            // The right was taken away while the page was open.
            _timer?.Dispose();
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private void Look() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(AdminUrls.Deliveries, new Dictionary<string, object?>
    {
        ["q"] = Text(_words), ["account"] = Text(_account), ["source"] = Text(_source), ["from"] = _from, ["to"] = _to, ["kind"] = _kind?.ToString(),
    }));

    private static string? Text(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private void Choose(RefusalKind? kind)
    {
        _kind = kind;
        Look();
    }

    private void Open(DeadLetter? letter) => (_open, _refusal) = (letter, null);

    private void Pick(Guid id, bool isPicked)
    {
        if (isPicked)
            _picked.Add(id);
        else
            _picked.Remove(id);
    }

    private void PickAll(bool isPicked)
    {
        _picked.Clear();
        if (isPicked)
            _picked.UnionWith(_letters!.Select(l => l.Id));
    }

    private Task ResendAsync(IReadOnlyList<DeadLetter> letters, string? text) =>
        ActAsync(letters, "Done.Resend", (actor, source, id) => source.ResendAsync(actor, id, text));

    private async Task DismissAsync(IReadOnlyList<DeadLetter> letters, string? reason = null)
    {
        await ActAsync(letters, "Done.Dismiss", (actor, source, id) => source.DismissAsync(actor, id, reason ?? _reason));
        _reason = "";
    }

    private async Task TryAgainAsync(StoppedApi stop)
    {
        _isBusy = true;
        try
        {
            if (await StoppedApis.TryAgainAsync(await ActorAsync(), stop.AccountId, stop.Api))
                Snackbar.Add(D["Done.TryAgain"], Severity.Success);
            await ReloadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task ActAsync(IReadOnlyList<DeadLetter> letters, string done, Func<Guid, IDeadLetters, Guid, Task<DeadLetterOutcome>> act)
    {
        if (_isBusy)
            return;
        _isBusy = true;
        try
        {
            var actor = await ActorAsync();
            var outcomes = new Dictionary<DeadLetterOutcome, int>();
            foreach (var letter in letters)
            {
                var outcome = await act(actor, _sources.First(s => s.Source == letter.Source), letter.Id);
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            }

            if (outcomes.Remove(DeadLetterOutcome.Done, out var made))
                Snackbar.Add(D[done, made], Severity.Success);
            _refusal = outcomes.Count == 0 ? null : string.Join(' ', outcomes.Select(o => D["Outcome." + o.Key, o.Value].Value));
            if (_refusal is null)
                _open = null;
            else if (_open is null)
                Snackbar.Add(_refusal, Severity.Warning);
            await ReloadAsync();
        }
        catch (UnauthorizedAccessException)
        {
            _refusal = D["NotAllowed"];
        }
        finally
        {
            _isBusy = false;
        }
    }
}

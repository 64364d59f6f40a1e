using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Imcc.Web.Components.Notices;

/// <summary>Notices of other systems: batches with their progress, single ones by customer or key, and what happened to one. What moves is looked at again every two seconds.</summary>
public sealed partial class NoticesPage : AdminScreen
{
    private const int BatchPage = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<NoticeBatchLine>? _batches;
    private IReadOnlyList<NoticeLine>? _notices;
    private IReadOnlyList<NoticeSecretLine>? _secrets;
    private IReadOnlyList<(Guid Id, string Name)> _accounts = [];
    private NoticeLine? _open;
    private string _text = "";
    private string _account = "";
    private string _state = "";
    private bool _hasMore;
    private bool _isReading;
    private bool _isRead;

    [Parameter] public string? Chosen { get; set; }

    [SupplyParameterFromQuery] public string? Tab { get; set; }

    [SupplyParameterFromQuery] public string? Batch { get; set; }

    [SupplyParameterFromQuery] public string? State { get; set; }

    [SupplyParameterFromQuery] public string? Account { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Text { get; set; }

    [Inject] public required NoticeDesk Desk { get; init; }

    [Inject] public required AccountAdministration Accounts { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private bool IsList => Tab == "list" || Chosen is not null;

    private NoticeSearch Search => new(
        Text ?? "", Guid.TryParse(Account, out var account) ? account : null, Guid.TryParse(Batch, out var batch) ? batch : null, Enum.TryParse<NoticeState>(State, out var state) ? state : null);

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        (_text, _account, _state) = (Text ?? "", Account ?? "", State ?? "");
        if (_accounts.Count == 0)
            _accounts = [.. (await Accounts.ListAsync(await ActorAsync())).Select(a => (a.Id, a.Name))];
        await ReadAsync();
        _isRead = true;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = WatchAsync(_closing.Token);
    }

    private async Task WatchAsync(CancellationToken closing)
    {
        using var timer = new PeriodicTimer(LookEvery, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(closing))
            {
                if (IsMoving)
                {
                    await InvokeAsync(async () =>
                    {
                        await ReadAsync();
                        StateHasChanged();
                    });
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    /// <summary>Only what has just come is read again, and only while the first page is looked at.</summary>
    private bool IsMoving => !_isReading && (_open?.Notice.State is NoticeState.Waiting or NoticeState.Sent
        || (IsList ? _notices is { Count: <= NoticeDesk.Page } notices && notices.Any(n => n.Notice.State == NoticeState.Waiting)
            : _batches is { Count: <= BatchPage } batches && batches.Any(b => b.Batch.Of(NoticeState.Waiting) > 0)));

    private async Task ReadAsync()
    {
        _isReading = true;
        try
        {
            var actor = await ActorAsync();
            if (IsList)
                _hasMore = (_notices = await Desk.SearchAsync(actor, Search)).Count == NoticeDesk.Page;
            else
                _hasMore = (_batches = await Desk.BatchesAsync(actor, null, BatchPage)).Count == BatchPage;
            _open = Guid.TryParse(Chosen, out var id) ? await Desk.FindAsync(actor, id) : null;
        }
        finally
        {
            _isReading = false;
        }
    }

    private async Task MoreAsync()
    {
        var actor = await ActorAsync();
        if (IsList)
        {
            var more = await Desk.SearchAsync(actor, Search with { Before = _notices![^1].Notice.CreatedAt });
            (_notices, _hasMore) = ([.. _notices, .. more.Where(m => _notices.All(n => n.Notice.Id != m.Notice.Id))], more.Count == NoticeDesk.Page);
        }
        else
        {
            var more = await Desk.BatchesAsync(actor, _batches![^1].Batch.CreatedAt, BatchPage);
            (_batches, _hasMore) = ([.. _batches, .. more], more.Count == BatchPage);
        }
    }

    private void Look() => Navigation.NavigateTo(Address(AdminUrls.Notices));

    private void Open(Guid id) => Navigation.NavigateTo(Address(AdminUrls.Of(AdminUrls.Notices, id)));

    private void Close() => Navigation.NavigateTo(Address(AdminUrls.Notices));

    private string Address(string page)
    {
        var parts = new[] { ("tab", "list"), ("q", _text.Trim()), ("account", _account), ("batch", Batch ?? ""), ("state", _state) }.Where(p => p.Item2.Length > 0);
        return page + "?" + string.Join('&', parts.Select(p => p.Item1 + "=" + Uri.EscapeDataString(p.Item2)));
    }

    private async Task CancelBatchAsync(Guid batchId)
    {
        if (await Desk.CancelBatchAsync(await ActorAsync(), batchId) is { } cancelled)
            Snackbar.Add(N["CancelledSome", cancelled], Severity.Success);
        await ReadAsync();
    }

    private async Task CancelAsync()
    {
        var outcome = await Desk.CancelAsync(await ActorAsync(), _open!.Notice.Id);
        Snackbar.Add(N[outcome == NoticeCancelOutcome.Done ? "Cancelled" : "TooLate"], outcome == NoticeCancelOutcome.Done ? Severity.Success : Severity.Warning);
        await ReadAsync();
    }

    private async Task ResendAsync()
    {
        var outcome = await Desk.ResendAsync(await ActorAsync(), _open!.Notice.Id);
        Snackbar.Add(N[outcome == DeadLetterOutcome.Done ? "Resent" : "NotResent"], outcome == DeadLetterOutcome.Done ? Severity.Success : Severity.Warning);
        await ReadAsync();
    }

    private async Task ShowSecretsAsync() => _secrets = await Desk.SecretsAsync(await ActorAsync());

    private async Task RenewAsync()
    {
        if (await MakeAsync(actor => Desk.RenewSecretsAsync(actor), "Saved"))
            _secrets = await Desk.SecretsAsync(await ActorAsync());
    }
}

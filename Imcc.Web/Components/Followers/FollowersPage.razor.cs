using Imcc.Core.Contacts;
using Imcc.Infrastructure.Followers;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Followers;

public sealed partial class FollowersPage : IDisposable
{
    private const string StartedWord = "Started";
    private const string CancelledWord = "Cancelled";

    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<(Guid Id, string Name)>? _accounts;
    private FollowerBoard? _board;
    private Guid _account;
    private bool _isWatching;

    [SupplyParameterFromQuery] public Guid? Account { get; set; }

    [Inject] public required QrCodeAdministration Codes { get; init; }

    [Inject] public required FollowerAdministration Followers { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    protected override IStringLocalizer Vocabulary => new Either(F, L);

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _accounts ??= await Codes.AccountsAsync(await ActorAsync());
        _account = Account is { } asked && _accounts.Any(a => a.Id == asked) ? asked : _accounts.Count > 0 ? _accounts[0].Id : default;
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // While something goes on, the figures do.
        if (_isWatching || !IsMoving)
            return;
        _isWatching = true;
        try
        {
            while (IsMoving)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), Time, _closing.Token);
                await ReadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _isWatching = false;
    }

    private bool IsMoving => _board is { } board && (board.Waiting > 0 || board.Jobs.Any(j => j.State == FollowerJobState.Running));

    private async Task ReadAsync()
    {
        if (_account != default)
            _board = await Followers.OpenAsync(await ActorAsync(), _account);
    }

    private async Task<bool> DoAsync(Func<Guid, Task<ChangeOutcome>> change, string done)
    {
        Forget();
        var isMade = await MakeAsync(change, done);
        await ReadAsync();
        StateHasChanged();
        return isMade;
    }

    private async Task TellAgainAsync() => await DoAsync(actor => Followers.TellAgainAsync(actor, _account), "ToldAgain");

    private async Task UnblockAsync(Guid threadId) => await DoAsync(actor => Followers.UnblockAsync(actor, _account, threadId), "Unblocked");
}

using System.Security.Claims;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Imcc.Web.SignIn;

/// <summary>
/// Ends the open screens of a person whose sign-in no longer holds: at once when the directory changes (disabled, new password, other
/// roles), and by asking the database each minute.
/// </summary>
internal sealed class SignInStateProvider : RevalidatingServerAuthenticationStateProvider
{
    private readonly SessionCheck _check;
    private readonly DirectoryCache _directory;

    public SignInStateProvider(ILoggerFactory logger, SessionCheck check, DirectoryCache directory)
        : base(logger)
    {
        _check = check;
        _directory = directory;
        _directory.Changed += OnDirectoryChanged;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        _check.HoldsAsync(authenticationState.User);

    protected override void Dispose(bool disposing)
    {
        _directory.Changed -= OnDirectoryChanged;
        base.Dispose(disposing);
    }

    private void OnDirectoryChanged(Core.Organisation.Directory directory) => _ = Task.Run(RecheckAsync);

    private async Task RecheckAsync()
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (state.User.Identity?.IsAuthenticated == true && !await _check.HoldsAsync(state.User))
                SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
        catch (InvalidOperationException)
        {
            // Before the circuit has its state there is nothing to end.
        }
    }
}

using System.Security.Claims;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Imcc.Web.SignIn;

/// <summary>
/// Whether a sign-in still holds: the person is enabled, and nothing has changed that ends sessions (password, roles). Asked of the
/// directory in memory, so that it can be asked at each request; only what that does not confirm is asked of the database.
/// </summary>
internal sealed class SessionCheck(DirectoryCache directory, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
{
    private string StampClaim => options.Value.ClaimsIdentity.SecurityStampClaimType;

    public async Task<bool> HoldsAsync(ClaimsPrincipal principal)
    {
        if (LooksCurrent(principal))
            return true;
        // A sign-in on another node is newer than our copy of the directory for up to two seconds.
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ImccUser>>();
        return await users.GetUserAsync(principal) is { Enabled: true } user
            && await users.GetSecurityStampAsync(user) == principal.FindFirstValue(StampClaim);
    }

    public bool LooksCurrent(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && directory.IsCurrent(id, principal.FindFirstValue(StampClaim));
}

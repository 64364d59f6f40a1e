using System.Security.Claims;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Imcc.Web.SignIn;

/// <summary>What the cookie says about a person besides id, user name and roles: the name that is shown.</summary>
internal sealed class PersonClaims(UserManager<ImccUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<ImccUser, IdentityRole<Guid>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(ImccUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(ClaimTypes.GivenName, user.DisplayName));
        return identity;
    }
}

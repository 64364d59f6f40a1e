using System.Security.Claims;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Web.SignIn;

/// <summary>Where a person goes after signing in: back to where they wanted to be, else to their own work.</summary>
internal static class Landing
{
    public static string For(IEnumerable<string> roles, string? returnUrl) => IsLocal(returnUrl) ? returnUrl! : HomeOf(roles);

    public static string HomeOf(ClaimsPrincipal user) => HomeOf(user.FindAll(ClaimTypes.Role).Select(c => c.Value));

    /// <summary>A path on this site and nothing that a browser could take for another: <c>//host</c>, <c>/\host</c>, control characters.</summary>
    public static bool IsLocal(string? url) =>
        url is { Length: > 1 and <= 2000 } && url[0] == '/' && url[1] is not '/' and not '\\' && !url.Any(char.IsControl)
        && !url.StartsWith("/signin", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("/signout", StringComparison.OrdinalIgnoreCase)
        && !url.StartsWith("/denied", StringComparison.OrdinalIgnoreCase);

    private static string HomeOf(IEnumerable<string> roles)
    {
        var all = roles.ToHashSet(StringComparer.Ordinal);
        return all.Contains(Role.Agent) || all.Contains(Role.Lead) ? "/desk" : all.Contains(Role.Admin) ? "/admin" : "/";
    }
}

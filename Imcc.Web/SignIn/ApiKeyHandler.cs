using System.Security.Claims;
using System.Text.Encodings.Web;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Imcc.Web.SignIn;

/// <summary>
/// Signs in by API key: <c>Authorization: Bearer …</c>; at hubs also <c>access_token</c> in the query, because a browser's WebSocket
/// cannot send headers. A key that is bound to an agent is that agent.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    DirectoryCache directory)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string ScopeClaim = "scope";
    public const string KeyIdClaim = "key";
    /// <summary>Whose data it reads: the unit of the agent that it is bound to, else of whoever made it.</summary>
    public const string OrgUnitClaim = "unit";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (directory.FindKey(key, TimeProvider.GetUtcNow()) is not { } holder)
        {
            // Open channels' accounts have keys of their own: what is wrong with one is said by their gate.
            var isChannel = Request.Path.StartsWithSegments("/api/v1/channels", StringComparison.OrdinalIgnoreCase);
            return Task.FromResult(isChannel ? AuthenticateResult.NoResult() : AuthenticateResult.Fail("The API key is unknown, expired or revoked."));
        }

        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new(KeyIdClaim, holder.KeyId.ToString()));
        identity.AddClaim(new(OrgUnitClaim, (directory.Current.Agents.GetValueOrDefault(holder.AgentId ?? Guid.Empty)?.OrgUnitId ?? holder.OrgUnitId).ToString()));
        identity.AddClaim(new(ClaimTypes.Name, holder.Name));
        foreach (var scope in holder.Scopes)
            identity.AddClaim(new(ScopeClaim, scope));
        if (holder.AgentId is { } agent)
            identity.AddClaim(new(ClaimTypes.NameIdentifier, agent.ToString()));
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    public static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return header[Bearer.Length..].Trim();
        var token = request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) ? request.Query["access_token"].ToString() : "";
        return token.Length > 0 ? token : null;
    }
}

using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Api;

/// <summary>Who may use an open channel's account: whoever shows its access key, or an API key with the scope for it.</summary>
internal sealed class OpenChannelGate(Func<Directory> directory)
{
    public async Task<(ChannelAccount? Account, ProblemHttpResult? Refusal)> AdmitAsync(HttpContext context, string key)
    {
        var account = directory().AccountsByKey.GetValueOrDefault(key) is { Kind: ChannelKind.Open } open ? open : null;
        if (account is not null && ApiKeyHandler.KeyOf(context.Request) is { } shown && new OpenSettings(account).Admits(shown))
            return Standing(account);
        var signedIn = await context.AuthenticateAsync(ApiKeyHandler.SchemeName);
        if (!signedIn.Succeeded)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            // Whether there is such an account is nobody's business.
            return (null, Refuse(StatusCodes.Status401Unauthorized, "请提供该账号的接入密钥，或带 channels:write 权限的 API 密钥。Show the account's access key, or an API key with the scope channels:write."));
        }

        if (!signedIn.Principal.HasClaim(ApiKeyHandler.ScopeClaim, ApiScope.WriteChannels))
            return (null, Refuse(StatusCodes.Status403Forbidden, "API 密钥没有 channels:write 权限。The API key lacks the scope channels:write."));
        return account is null ? (null, Refuse(StatusCodes.Status404NotFound, "没有这个开放渠道账号。There is no such open channel.")) : Standing(account);
    }

    private static (ChannelAccount?, ProblemHttpResult?) Standing(ChannelAccount account) =>
        account.Enabled ? (account, null) : (null, Refuse(StatusCodes.Status403Forbidden, "该渠道账号已停用。The account is disabled."));

    private static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}

using Imcc.Web.Files;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>
/// Refuses at the door, as HTTP does, who is signed in but no agent. A browser of another site gets no connection on the strength of a
/// cookie: web sockets know no same-origin rule.
/// </summary>
internal static class AgentGate
{
    private static readonly Sentence NoAgent = new(
        "该登录不是可用的坐席，或者无权代表该坐席。",
        "This sign-in is no active agent, or may not act as that agent.");

    private static readonly Sentence Foreign = new("不接受来自其他网站的连接。", "Connections from other sites are not accepted.");

    public static RequestDelegate Before(RequestDelegate hub) => context =>
    {
        if (IsForeignPage(context.Request))
            return FileUpload.Problem(context, StatusCodes.Status403Forbidden, "foreignOrigin", Foreign).ExecuteAsync(context);
        var directory = context.RequestServices.GetRequiredService<Func<Directory>>()();
        return AgentCaller.AgentFor(context.User, context.Request.Query["agent"], directory) is null
            ? FileUpload.Problem(context, StatusCodes.Status403Forbidden, "noAgent", NoAgent).ExecuteAsync(context)
            : hub(context);
    };

    /// <summary>A key is only sent by who has it; a cookie also by who was tricked.</summary>
    private static bool IsForeignPage(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !request.Headers.ContainsKey("Authorization")
        && !request.Query.ContainsKey("access_token")
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}

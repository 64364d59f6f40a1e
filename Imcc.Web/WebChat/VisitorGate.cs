using System.Net;
using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Web.Files;

namespace Imcc.Web.WebChat;

/// <summary>
/// Counts new hub connections by address before any of them costs memory. A caller on this very machine (a load generator, a
/// test, a health probe) is not counted; one that a proxy forwarded is, under the address that the proxy tells.
/// </summary>
internal static class VisitorGate
{
    public static RequestDelegate Before(RequestDelegate hub) => async context =>
    {
        var limits = context.RequestServices.GetRequiredService<VisitorLimits>();
        // A connection is negotiated once, or opened without negotiating; the requests that follow carry its id.
        var isNew = HttpMethods.IsPost(context.Request.Method)
            ? context.Request.Path.Value!.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase)
            : !context.Request.Query.ContainsKey("id");
        if (isNew && CountedAddress(context) is { } address && !limits.Connections.TryTake(address, out var wait))
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var problem = VisitorProblem.TooFast;
            await FileUpload.Problem(context, StatusCodes.Status429TooManyRequests, problem.Code, problem.Sentence).ExecuteAsync(context);
            return;
        }

        await hub(context);
    };

    public static string? CountedAddress(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var isForwarded = context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded");
        return address is not null && IPAddress.IsLoopback(address) && !isForwarded ? null : VisitorLimits.KeyOf(address);
    }
}

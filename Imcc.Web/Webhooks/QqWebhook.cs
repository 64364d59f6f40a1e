using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.Qq;

namespace Imcc.Web.Webhooks;

/// <summary>Where QQ posts what happens to our bots: <c>/webhooks/qq/{key}</c>.</summary>
public static class QqWebhook
{
    /// <summary>Needs an <see cref="IIntake"/>, a <c>Func&lt;Directory&gt;</c> that gives the current directory, and <see cref="QqServices.AddQq"/>.</summary>
    public static IServiceCollection AddQqWebhook(this IServiceCollection services) => services.AddSingleton<QqReceiver>();

    public static IEndpointRouteBuilder MapQqWebhook(this IEndpointRouteBuilder routes)
    {
        // QQ signs each request instead of signing in: nothing of what pages need (cookies, languages, error pages) is gone through.
        RequestDelegate receive = static context => context.RequestServices.GetRequiredService<QqReceiver>().ReceiveAsync(context);
        routes.MapGroup("/webhooks/qq/{key}").AllowAnonymous().ExcludeFromDescription().MapPost("", receive).ShortCircuit();
        return routes;
    }
}

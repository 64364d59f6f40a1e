using Imcc.Infrastructure.Channels;

namespace Imcc.Web.Webhooks;

/// <summary>Where WeChat posts what customers write: <c>/webhooks/wechat/{key}</c>.</summary>
public static class WeChatWebhook
{
    /// <summary>Needs an <see cref="IIntake"/> and a <c>Func&lt;Directory&gt;</c> that gives the current directory.</summary>
    public static IServiceCollection AddWeChatWebhook(this IServiceCollection services) => services.AddSingleton<WeChatReceiver>();

    public static IEndpointRouteBuilder MapWeChatWebhook(this IEndpointRouteBuilder routes)
    {
        // WeChat signs each request instead of signing in: nothing of what pages need (cookies, languages, error pages) is gone through.
        var group = routes.MapGroup("/webhooks/wechat/{key}").AllowAnonymous().ExcludeFromDescription();
        RequestDelegate check = static context => Receiver(context).CheckAsync(context);
        RequestDelegate receive = static context => Receiver(context).ReceiveAsync(context);
        group.MapGet("", check).ShortCircuit();
        group.MapPost("", receive).ShortCircuit();
        return routes;
    }

    private static WeChatReceiver Receiver(HttpContext context) => context.RequestServices.GetRequiredService<WeChatReceiver>();
}

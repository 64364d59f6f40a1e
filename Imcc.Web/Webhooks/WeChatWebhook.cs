using Imcc.Infrastructure.Channels;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Webhooks;

/// <summary>Where WeChat posts what customers write: <c>/webhooks/wechat/{key}</c>.</summary>
public static class WeChatWebhook
{
    /// <summary>Needs an <see cref="IIntake"/> and a <c>Func&lt;Directory&gt;</c> that gives the current directory.</summary>
    public static IServiceCollection AddWeChatWebhook(this IServiceCollection services) => services.AddSingleton<WeChatReceiver>();

    public static IEndpointRouteBuilder MapWeChatWebhook(this IEndpointRouteBuilder routes)
    {
        // WeChat signs each request instead of signing in; the error page's redirect would turn 403 into something else.
        var group = routes.MapGroup("/webhooks/wechat/{key}")
            .AllowAnonymous()
            .DisableAntiforgery()
            .WithMetadata(new SkipStatusCodePagesAttribute())
            .ExcludeFromDescription();
        RequestDelegate check = static context => Receiver(context).CheckAsync(context);
        RequestDelegate receive = static context => Receiver(context).ReceiveAsync(context);
        group.MapGet("", check);
        group.MapPost("", receive);
        return routes;
    }

    private static WeChatReceiver Receiver(HttpContext context) => context.RequestServices.GetRequiredService<WeChatReceiver>();
}

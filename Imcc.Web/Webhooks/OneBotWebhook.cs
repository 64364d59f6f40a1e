using Imcc.Infrastructure.Channels.OneBot;

namespace Imcc.Web.Webhooks;

/// <summary>Where implementations of OneBot 11 reach us: a socket at <c>/webhooks/onebot/{key}/ws</c>, posts at <c>/webhooks/onebot/{key}</c>.</summary>
public static class OneBotWebhook
{
    /// <summary>Needs <see cref="IOneBotDoor"/> and a <c>Func&lt;Directory&gt;</c> that gives the current directory.</summary>
    public static IServiceCollection AddOneBotWebhook(this IServiceCollection services) => services.AddSingleton<OneBotReceiver>();

    public static IEndpointRouteBuilder MapOneBotWebhook(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks/onebot/{key}").AllowAnonymous().ExcludeFromDescription();
        RequestDelegate receive = static context => Receiver(context).ReceiveAsync(context);
        group.MapPost("", receive).ShortCircuit();
        // An upgrade has to be answered within 2 s: nothing of what pages need is gone through.
        var socket = routes.CreateApplicationBuilder();
        socket.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20) });
        socket.Run(static context => Receiver(context).ConnectAsync(context));
        var connect = socket.Build();
        // Some append the role, as their settings ask for one address each; a slash at the end is no other address.
        group.MapGet("ws", connect).ShortCircuit();
        group.MapGet("ws/{role:regex(^(?i)(api|event|universal)$)}", connect).ShortCircuit();
        return routes;
    }

    private static OneBotReceiver Receiver(HttpContext context) => context.RequestServices.GetRequiredService<OneBotReceiver>();
}

using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Core.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Imcc.Infrastructure.Channels.OneBot;

public static class OneBotServices
{
    /// <summary>OneBot 11: its sockets, sender and files, and the form of its accounts. Needs <see cref="IMediaFiles"/> of somebody.</summary>
    public static IServiceCollection AddOneBot(this IServiceCollection services)
    {
        services.AddHttpClient(OneBotApi.ClientName)
            .ConfigureHttpClient(client => client.Timeout = System.Threading.Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
            })
            .RemoveAllLoggers();
        services.AddSingleton(OneBotForm.Form);
        services.TryAddSingleton<OneBotLinks>();
        services.TryAddSingleton<OneBotApi>();
        services.TryAddSingleton<OneBotPace>();
        services.TryAddSingleton<OneBotDoor>();
        services.TryAddSingleton<OneBotSender>();
        services.AddSingleton<IOneBotDoor>(p => p.GetRequiredService<OneBotDoor>());
        services.AddSingleton<IChannelSender>(p => p.GetRequiredService<OneBotSender>());
        services.AddSingleton<IChannelRecall>(p => p.GetRequiredService<OneBotSender>());
        services.AddSingleton<IChannelMedia, OneBotMedia>();
        services.AddSingleton<IWireParser, OneBotWireParser>();
        return services;
    }
}

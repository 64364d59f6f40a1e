using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Imcc.Infrastructure.Channels.Qq;

public static class QqServices
{
    /// <summary>The official QQ bot: its form, what reads its events, and the client of its API. Needs <see cref="IMediaFiles"/> of somebody.</summary>
    public static IServiceCollection AddQq(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(QqForm.Form);
        services.AddSingleton<IWireParser, QqWireParser>();
        services.AddHttpClient(QqHttp.ClientName)
            .ConfigureHttpClient(client => client.Timeout = System.Threading.Timeout.InfiniteTimeSpan)
            // The token is in a header: it goes nowhere else.
            .ConfigurePrimaryHttpMessageHandler(() => Handler(allowsRedirect: false))
            .RemoveAllLoggers();
        services.AddHttpClient(QqHttp.FileClientName)
            .ConfigureHttpClient(client => client.Timeout = System.Threading.Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => Handler(allowsRedirect: true))
            // Whoever knows such an address may fetch the file.
            .RemoveAllLoggers();
        services.TryAddSingleton<QqHttp>();
        services.TryAddSingleton<QqTokens>();
        services.TryAddSingleton<QqApi>();
        services.TryAddSingleton<QqFiles>();
        services.AddSingleton<IChannelCheck, QqCheck>();
        services.TryAddSingleton<IQqReviews, QqReviews>();
        services.AddSingleton<IChannelMedia, QqMedia>();
        services.TryAddSingleton<QqSender>();
        services.AddSingleton<IChannelSender>(provider => provider.GetRequiredService<QqSender>());
        services.AddSingleton<IChannelTyping>(provider => provider.GetRequiredService<QqSender>());
        services.AddSingleton<IChannelRecall>(provider => provider.GetRequiredService<QqSender>());
        services.TryAddSingleton(provider => new QqInteractions(provider.GetRequiredService<QqApi>(), provider.GetRequiredService<ILogger<QqInteractions>>()));
        return services;
    }

    private static SocketsHttpHandler Handler(bool allowsRedirect) => new()
    {
        AllowAutoRedirect = allowsRedirect,
        MaxAutomaticRedirections = 3,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };
}

using Imcc.Core.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Channels.WebChat;

public static class WebChatRegistration
{
    /// <summary>
    /// The channel behind the visitor hub. Needs Intake, ThreadReader, LiveFeed, Data Protection, and implementations of
    /// <c>IVisitorSignals</c> and <c>IVisitorStandings</c>.
    /// </summary>
    public static IServiceCollection AddWebChatChannel(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<WebChatOptions>().BindConfiguration(WebChatOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebChatOptions>, WebChatOptionsValidator>();
        services.AddSingleton<VisitorTokens>();
        services.AddSingleton<VisitorLimits>();
        services.AddSingleton<VisitorPresence>();
        services.AddSingleton<VisitorHistory>();
        services.TryAddSingleton<IVisitorThreads, VisitorThreads>();
        services.AddSingleton<IChannelSender, WebChatSender>();
        return services;
    }
}

using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Channels.Open;

public static class OpenServices
{
    /// <summary>The HTTP client that calls webhooks.</summary>
    public const string WebhookClient = OpenWebhook.ClientName;

    /// <summary>The open channel: its form, what it sends and fetches, and how far its messages are. Needs the file store.</summary>
    public static IServiceCollection AddOpenChannel(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OpenChannelOptions>()
            .Configure<IHostEnvironment>((options, environment) => options.AllowLoopback = environment.IsDevelopment())
            .BindConfiguration(OpenChannelOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenChannelOptions>, OpenChannelOptionsValidator>();
        services.AddSingleton(OpenForm.Form);
        services.AddClient(OpenWebhook.ClientName, follows: false, (client, options) => client.Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds));
        services.AddClient(OpenMediaFetcher.ClientName, follows: true, (client, _) =>
        {
            client.Timeout = TimeSpan.FromSeconds(60);
            client.MaxResponseContentBufferSize = OpenCheck.LargestFile;
        });
        services.AddSingleton<OpenWebhook>();
        services.AddSingleton<IChannelSender, OpenSender>();
        services.AddSingleton<IChannelTyping, OpenTyping>();
        services.AddSingleton<IChannelCheck, OpenWebhookCheck>();
        services.AddSingleton<IChannelMedia, OpenMediaFetcher>();
        services.AddSingleton<IWireParser, OpenWireParser>();
        services.AddSingleton(p => new OpenMessages(p.GetRequiredService<ConversationStores>()));
        return services;
    }

    private static void AddClient(this IServiceCollection services, string name, bool follows, Action<HttpClient, OpenChannelOptions> prepare) =>
        services.AddHttpClient(name)
            .ConfigureHttpClient((provider, client) =>
            {
                client.DefaultRequestHeaders.UserAgent.ParseAdd("imcc-open-channel/1.0");
                prepare(client, provider.GetRequiredService<IOptions<OpenChannelOptions>>().Value);
            })
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var options = provider.GetRequiredService<IOptions<OpenChannelOptions>>().Value;
                return new SocketsHttpHandler
                {
                    AllowAutoRedirect = follows,
                    MaxAutomaticRedirections = 5,
                    ConnectTimeout = TimeSpan.FromSeconds(3),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                    MaxResponseHeadersLength = 64,
                    UseCookies = false,
                    // A proxy would resolve the name where nobody looks at what it stands for.
                    UseProxy = false,
                    ConnectCallback = (context, cancellationToken) => PublicConnection.OpenAsync(context, options.Allows, cancellationToken),
                };
            })
            // Addresses may carry secrets of the other side.
            .RemoveAllLoggers();
}

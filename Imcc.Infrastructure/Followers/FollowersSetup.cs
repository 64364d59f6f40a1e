using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Followers;

internal static class FollowersSetup
{
    /// <summary>WeChat's followers: QR codes, tags, remarks, the black list, and the long pieces of work on them.</summary>
    public static IServiceCollection AddFollowers(this IServiceCollection services)
    {
        services.AddSingleton<QrScans>();
        services.AddSingleton<FollowerTelling>();
        services.AddSingleton<FollowerPages>();
        services.AddSingleton(p => new QrCodeAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<QrScans>()));
        services.AddSingleton(p => new FollowerAdministration(
            Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IGrainFactory>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new TagAgreement(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<WeChatTags>()));
        services.AddHostedService<QrCodeMaker>();
        services.AddHostedService<FollowerTeller>();
        services.AddHostedService<FollowerJobs>();
        return services;
    }

    private static IDbContextFactory<DirectoryContext> Contexts(IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<DirectoryContext>>();
}

using Imcc.Core.Desk;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.FollowUps;

internal static class FollowUpsSetup
{
    /// <summary>What customers said of how they were served (满意度), and the tasks that low ratings call for (回访).</summary>
    public static IServiceCollection AddFollowUps(this IServiceCollection services)
    {
        services.AddSingleton<FollowUpMaker>();
        services.AddSingleton(p => new FollowUpRules(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<DirectoryCache>()));
        services.AddSingleton(p => new FollowUpTasks(
            p.GetRequiredService<ConversationStores>(), Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<AuditTrail>(), p.GetRequiredService<IMasks>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Satisfactions(
            p.GetRequiredService<ConversationStores>(), Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<Reports>(), p.GetRequiredService<IMasks>()));
        return services;
    }

    private static IDbContextFactory<DirectoryContext> Contexts(IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<DirectoryContext>>();
}

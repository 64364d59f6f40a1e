using Imcc.Core.Desk;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Quality;

internal static class QualitySetup
{
    /// <summary>Quality (质检): forms, draws, scoring, appeals, calibration and its report.</summary>
    public static IServiceCollection AddQuality(this IServiceCollection services)
    {
        services.AddSingleton<ServiceReading>();
        services.AddSingleton<EvaluationBook>();
        services.AddSingleton<QualityDraws>();
        services.AddSingleton(p => new QualityForms(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton(p => new SamplingPlans(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton(p => new EvaluationLists(
            p.GetRequiredService<EvaluationBook>(), p.GetRequiredService<ServiceReading>(), p.GetRequiredService<ConversationStores>(), Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<IMasks>()));
        services.AddSingleton(p => new EvaluationSheets(
            p.GetRequiredService<EvaluationBook>(), p.GetRequiredService<ServiceReading>(), p.GetRequiredService<ConversationStores>(), Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<IMasks>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new EvaluationWork(
            p.GetRequiredService<EvaluationBook>(), p.GetRequiredService<ServiceReading>(), p.GetRequiredService<ConversationStores>(), Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<AuditTrail>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Calibrations(p.GetRequiredService<EvaluationBook>(), p.GetRequiredService<EvaluationWork>(), Contexts(p), p.GetRequiredService<DirectoryCache>()));
        services.AddSingleton(p => new QualityReports(p.GetRequiredService<EvaluationBook>(), Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<IOptions<RoutingOptions>>()));
        services.AddSingleton(p => new PlanDraws(p.GetRequiredService<QualityDraws>(), p.GetRequiredService<SamplingPlans>()));
        services.AddSingleton<QualityRound>();
        return services;
    }

    private static IDbContextFactory<DirectoryContext> Contexts(IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<DirectoryContext>>();
}

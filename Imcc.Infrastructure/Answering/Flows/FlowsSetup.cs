using Imcc.Core.Flows;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Answering.Flows;

internal static class FlowsSetup
{
    /// <summary>Flows: in memory, and on screen.</summary>
    public static IServiceCollection AddFlows(this IServiceCollection services)
    {
        services.AddSingleton<FlowShelf>();
        services.AddSingleton<IFlows>(p => p.GetRequiredService<FlowShelf>());
        services.AddSingleton<IAnswerFollower>(p => p.GetRequiredService<FlowShelf>());
        services.AddSingleton(p => new FlowAdministration(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<AnswerChange>(), p.GetRequiredService<FlowShelf>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IFlowNames>(p => p.GetRequiredService<FlowAdministration>());
        return services;
    }
}

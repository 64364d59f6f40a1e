using Imcc.Core.Misses;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Misses;

internal static class MissesSetup
{
    /// <summary>What nothing answered, sorted; what is learned from it; and the figures of answering.</summary>
    public static IServiceCollection AddMisses(this IServiceCollection services)
    {
        services.AddOptions<MissOptions>().BindConfiguration(MissOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MissOptions>, MissOptionsValidator>();
        services.AddSingleton(_ => new MissReader(Thesaurus.BuiltIn));
        services.AddSingleton<MissReading>();
        services.AddSingleton<MissSorting>();
        services.AddSingleton<MissKeeper>();
        services.AddHostedService(p => p.GetRequiredService<MissKeeper>());
        services.AddSingleton(p => new KnowledgeSearches(p.GetRequiredService<ConversationStores>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<KnowledgeSearches>>()));
        return services;
    }
}

using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Retrieval;

internal static class RetrievalSetup
{
    /// <summary>The words that searching and sorting understand.</summary>
    public static IServiceCollection AddRetrieval(this IServiceCollection services)
    {
        services.AddSingleton<OwnWords>();
        services.AddSingleton<IWordLists>(p => p.GetRequiredService<OwnWords>());
        services.AddSingleton<IAnswerFollower>(p => p.GetRequiredService<OwnWords>());
        services.AddSingleton(p => new OwnWordAdministration(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<AnswerWatch>()));
        return services;
    }
}

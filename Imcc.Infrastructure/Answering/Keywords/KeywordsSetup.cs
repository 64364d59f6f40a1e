using Imcc.Core.Answering;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Answering.Keywords;

internal static class KeywordsSetup
{
    /// <summary>Keyword rules: in memory, and on screen.</summary>
    public static IServiceCollection AddKeywords(this IServiceCollection services)
    {
        services.AddSingleton<KeywordReplies>();
        services.AddSingleton<IKeywordReplies>(p => p.GetRequiredService<KeywordReplies>());
        services.AddSingleton<IAnswerFollower>(p => p.GetRequiredService<KeywordReplies>());
        services.AddSingleton(p => new KeywordAdministration(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<AnswerChange>(), p.GetRequiredService<KeywordReplies>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new KeywordImports(p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<AnswerChange>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }
}

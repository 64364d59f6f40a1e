using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Knowledge;

internal static class KnowledgeSetup
{
    /// <summary>The knowledge base: articles as editors write them, as they are published, and as they are read.</summary>
    public static IServiceCollection AddKnowledge(this IServiceCollection services)
    {
        services.AddSingleton<ArticleShelf>();
        services.AddSingleton<IArticleShelf>(p => p.GetRequiredService<ArticleShelf>());
        services.AddSingleton<IAnswerFollower>(p => p.GetRequiredService<ArticleShelf>());
        services.AddSingleton<IArticleSource, ArticleStore>();
        services.AddSingleton(p => new KnowledgeChange(p.GetRequiredService<IServiceScopeFactory>(), p.GetRequiredService<TimeProvider>(), () =>
        {
            p.GetRequiredService<ArticleShelf>().Forget();
            // There where answers are kept in memory; a command that ends has nobody to tell.
            p.GetService<AnswerWatch>()?.Poke();
        }));
        services.AddSingleton<IArticles>(p => new Articles(p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<KnowledgeChange>(), () => p.GetService<FileStore>()));
        services.AddSingleton<ICategories, Categories>();
        services.AddSingleton<IKnowledgeSettings, KnowledgeSettings>();
        services.AddSingleton<IArticleReading, ArticleReading>();
        services.AddSingleton<IArticleBulk, ArticleBulk>();
        services.AddSingleton<IArticleDuplicates>(p => new ArticleDuplicates(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), () => p.GetService<IArticleSearch>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ImportReading>();
        services.AddSingleton<ImportWriter>();
        services.AddSingleton<IArticleImports, ArticleImports>();
        services.AddSingleton<IArticleExport, ArticleExport>();
        services.AddLinkClient();
        services.AddSingleton<LinkChecks>();
        services.AddSingleton<IArticleChecks, ArticleChecks>();
        return services;
    }
}

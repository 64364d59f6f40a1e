using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Knowledge;

internal static class ArticleSearchSetup
{
    /// <summary>The search of articles: the index on this node and what keeps it right.</summary>
    public static IServiceCollection AddArticleSearch(this IServiceCollection services)
    {
        services.AddOptions<ArticleIndexOptions>().BindConfiguration(ArticleIndexOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ArticleIndexOptions>, ArticleIndexOptionsValidator>();
        services.AddSingleton<ArticleKeeper>();
        services.AddSingleton<ISearchShelves>(p => p.GetRequiredService<ArticleKeeper>());
        services.AddSingleton<IAnswerFollower>(p => p.GetRequiredService<ArticleKeeper>());
        services.AddSingleton(p => new LikenessKeeper(
            p.GetRequiredService<ISearchShelves>(), p.GetRequiredService<IOptions<ArticleIndexOptions>>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<LikenessKeeper>>(), p.GetService<IAnsweredQuestions>()));
        services.AddSingleton<ILearnedLikeness>(p => p.GetRequiredService<LikenessKeeper>());
        services.AddHostedService(p => p.GetRequiredService<LikenessKeeper>());
        services.AddSingleton<IArticleSearch>(p => new ArticleSearch(p.GetRequiredService<ISearchShelves>(), p.GetService<IArticlePrior>(), p.GetService<DirectoryCache>(), p.GetRequiredService<ILearnedLikeness>()));
        return services;
    }
}

using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
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
        services.AddSingleton<MissReading>();
        services.AddSingleton<MissSorting>();
        services.AddSingleton<MissKeeper>();
        services.AddHostedService(p => p.GetRequiredService<MissKeeper>());
        services.AddSingleton<ArticlePrior>();
        services.AddSingleton<IArticlePrior>(p => p.GetRequiredService<ArticlePrior>());
        services.AddHostedService(p => p.GetRequiredService<ArticlePrior>());
        services.AddSingleton<IAnsweredQuestions, AgentAnswers>();
        services.AddSingleton<MissTrial>();
        // What they stand on comes with other rooms; without articles there is nothing to add to, and the rest works.
        services.AddSingleton(p => new MissGroups(p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<MissTrial>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new MissDecisions(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<MissTrial>(), p.GetRequiredService<TimeProvider>(), p.GetService<IArticles>()));
        services.AddSingleton(p => new MissLessons(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<MissTrial>(), p.GetRequiredService<TimeProvider>(), p.GetService<IArticleShelf>()));
        services.AddSingleton(p => new AnswerStatistics(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<IOptions<MissOptions>>(), p.GetService<IArticleShelf>()));
        services.AddSingleton(p => new AnswerEffects(p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetService<IArticleShelf>()));
        services.AddSingleton<IKnowledgeSearches, KnowledgeSearches>();
        services.AddSingleton<IArticleRatings, ArticleRatings>();
        return services;
    }
}

using Imcc.Core.Desk;
using Imcc.Infrastructure.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Desk;

internal static class RepliesSetup
{
    /// <summary>Quick replies, sensitive words, what is looked up, and what agents chose for themselves.</summary>
    public static IServiceCollection AddReplies(this IServiceCollection services)
    {
        services.AddSingleton<ReplyHabits>();
        services.AddSingleton<IReplies, ReplyShelf>();
        services.AddSingleton<SpeechGuard>();
        services.AddSingleton<ISpeechGuard>(p => p.GetRequiredService<SpeechGuard>());
        services.AddSingleton<IOutreach, Outreach>();
        services.AddSingleton<IKnowledge, KnowledgeLookup>();
        services.AddSingleton<IPreferences, AgentChoices>();
        return services;
    }
}

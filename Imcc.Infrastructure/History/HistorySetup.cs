using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.History;

internal static class HistorySetup
{
    /// <summary>The full-text index of conversations and what keeps it right.</summary>
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddOptions<HistoryOptions>().BindConfiguration(HistoryOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HistoryOptions>, HistoryOptionsValidator>();
        services.AddSingleton<HistoryReading>();
        services.AddSingleton<HistoryExcerpts>();
        services.AddSingleton<HistoryKeeper>();
        services.AddHostedService(p => p.GetRequiredService<HistoryKeeper>());
        return services;
    }
}

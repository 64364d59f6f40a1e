using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Answering;

internal static class AnsweringSetup
{
    public static IServiceCollection AddAnswering(this IServiceCollection services)
    {
        services.AddSingleton<AnswerWatch>();
        services.AddHostedService(p => p.GetRequiredService<AnswerWatch>());
        return services;
    }
}

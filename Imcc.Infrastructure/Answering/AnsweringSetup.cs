using Imcc.Core.Answering;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Answering.Robots;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Answering;

internal static class AnsweringSetup
{
    public static IServiceCollection AddAnswering(this IServiceCollection services)
    {
        services.AddSingleton<AnswerWatch>();
        services.AddHostedService(p => p.GetRequiredService<AnswerWatch>());
        services.AddSingleton<AnswerChange>();
        services.AddKeywords();
        services.AddRobots();
        services.AddFlows();
        services.AddSingleton<IAnswering, AnswerOrder>();
        return services;
    }
}

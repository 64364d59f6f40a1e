using Imcc.Core.Reasons;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Reasons;

internal static class ReasonSetup
{
    /// <summary>Reasons for contact: what agents choose, and how often it was chosen.</summary>
    public static IServiceCollection AddReasons(this IServiceCollection services)
    {
        services.AddSingleton<ReasonUsage>();
        services.AddSingleton<IReasonCounts>(p => p.GetRequiredService<ReasonUsage>());
        services.AddSingleton<ReasonFavourites>();
        return services;
    }
}

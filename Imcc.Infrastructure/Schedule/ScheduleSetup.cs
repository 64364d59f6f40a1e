using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Schedule;

internal static class ScheduleSetup
{
    /// <summary>Shifts (排班), planned staff, and how shifts were kept.</summary>
    public static IServiceCollection AddSchedule(this IServiceCollection services)
    {
        services.AddSingleton<PresenceReading>();
        services.AddSingleton(p => new ShiftKinds(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton(p => new ShiftPlans(Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<ShiftKinds>(), p.GetRequiredService<StoredJson>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Adherences(
            Contexts(p), p.GetRequiredService<PresenceReading>(), p.GetRequiredService<ShiftPlans>(), p.GetRequiredService<ShiftKinds>(), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<StoredJson>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Staffing(
            Contexts(p), p.GetRequiredService<Adherences>(), p.GetRequiredService<PresenceReading>(), p.GetRequiredService<Reports>(), p.GetRequiredService<ShiftKinds>(), p.GetRequiredService<DirectoryCache>(),
            p.GetRequiredService<IOptions<RoutingOptions>>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IDbContextFactory<DirectoryContext> Contexts(IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<DirectoryContext>>();
}

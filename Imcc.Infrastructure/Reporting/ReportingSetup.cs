using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

internal static class ReportingSetup
{
    /// <summary>Facts, the figures made of them, and what people keep of reports.</summary>
    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        services.AddOptions<ReportOptions>().BindConfiguration(ReportOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReportOptions>, ReportOptionsValidator>();
        services.AddSingleton(p => new FactReading(() => p.GetRequiredService<Func<Directory>>()().Sources));
        services.AddSingleton<FactRoller>();
        services.AddSingleton(p => new PresenceRoller(
            p.GetRequiredService<ConversationStores>(), id => p.GetRequiredService<Func<Directory>>()().Agents.GetValueOrDefault(id)?.Capacity, p.GetRequiredService<IOptions<ReportOptions>>(), p.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ReportKeeper>();
        services.AddSingleton(p => new ReportRecount(
            p.GetRequiredService<FactRoller>(), p.GetRequiredService<PresenceRoller>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<AuditTrail>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Reports(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<Func<Directory>>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton(p => new ReportViews(p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new ReportSettings(p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<StoredJson>()));
        return services;
    }
}

using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Alerts;

internal static class AlertsSetup
{
    /// <summary>Alert rules, and who is told. Whoever shows screens brings <see cref="IAlertWords"/>.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>();
        services.AddSingleton<AlertFigures>();
        services.AddSingleton(p => new AlertBoard(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<Func<Directory>>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AlertBoard>>()));
        services.AddSingleton(p => new AlertBook(p.GetRequiredService<ConversationStores>(), p.GetRequiredService<Func<Directory>>(), p.GetRequiredService<AlertBoard>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new AlertAdministration(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<Func<Directory>>(), p.GetRequiredService<CallbackAddress>(), p.GetRequiredService<NoticeSecrets>(),
            p.GetRequiredService<StoredJson>()));
        services.AddSingleton<AlertLook>();
        services.AddHostedService<AlertKeeper>();
        services.AddSingleton<AlertCalls>();
        services.AddHostedService(p => p.GetRequiredService<AlertCalls>());
        return services;
    }
}

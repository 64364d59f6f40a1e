using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Exports;

internal static class ExportsSetup
{
    /// <summary>Files made in the background, and reports that go out by e-mail. Whoever shows screens brings <see cref="IReportPrinter"/>.</summary>
    public static IServiceCollection AddExports(this IServiceCollection services)
    {
        services.AddOptions<ExportOptions>().BindConfiguration(ExportOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExportOptions>, ExportOptionsValidator>();
        services.AddSingleton<ExportFolder>();
        services.AddSingleton(p => new Exports(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<Func<Directory>>(), p.GetRequiredService<ExportFolder>(), p.GetRequiredService<AuditTrail>(),
            p.GetRequiredService<IOptions<ExportOptions>>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ExportWorker>();
        services.AddHostedService(p => p.GetRequiredService<ExportWorker>());
        services.AddSingleton<MailedReportRound>();
        services.AddHostedService(p => p.GetRequiredService<MailedReportRound>());
        services.AddSingleton(p => new MailedReports(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<Func<Directory>>(), p.GetRequiredService<MailedReportRound>(), p.GetRequiredService<AuditTrail>(),
            p.GetRequiredService<IOptions<MailOptions>>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }
}

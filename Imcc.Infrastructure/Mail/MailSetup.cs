using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Mail;

internal static class MailSetup
{
    /// <summary>E-mail that goes out.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddSingleton<IValidateOptions<MailOptions>, MailSenderValidator>();
        services.AddSingleton<MailPost>();
        services.AddSingleton<MailWorker>();
        services.AddHostedService(p => p.GetRequiredService<MailWorker>());
        services.AddSingleton(p => new MailBook(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<AuditTrail>(), p.GetRequiredService<IOptions<MailOptions>>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }
}

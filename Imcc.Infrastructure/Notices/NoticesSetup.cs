using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Notices;

internal static class NoticesSetup
{
    /// <summary>Notices that other systems send to customers: taken, sent, reported, told.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptions<NoticeOptions>().BindConfiguration(NoticeOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NoticeOptions>, NoticeOptionsValidator>();
        services.AddCallbackClient();
        services.AddSingleton<CallbackAddress>();
        services.AddSingleton<NoticeSecrets>();
        services.AddSingleton<SignedPost>();
        services.AddSingleton<NoticeSignal>();
        services.AddSingleton<INoticeSender, TextNoticeSender>();
        services.AddSingleton<NoticeSenders>();
        services.AddSingleton<NoticeSettlement>();
        services.AddSingleton<NoticeQueue>();
        services.AddSingleton<NoticeReports>();
        services.AddSingleton<ISendReports>(p => p.GetRequiredService<NoticeReports>());
        services.AddSingleton<NoticeDeadLetters>();
        services.AddSingleton<IDeadLetters>(p => p.GetRequiredService<NoticeDeadLetters>());
        services.AddSingleton(p => new NoticeDesk(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<NoticeBook>(), p.GetRequiredService<NoticeDeadLetters>(), p.GetRequiredService<NoticeSecrets>(), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<IMasks>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICustomerNotices, CustomerNotices>();
        services.AddSingleton<NoticeWindow>();
        services.AddSingleton<SilentHosts>();
        services.AddSingleton<NoticeRetention>();
        services.AddSingleton<NoticeWorker>();
        services.AddSingleton(p => new NoticeIntake(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<Func<Core.Organisation.Directory>>(), p.GetRequiredService<NoticeSenders>(), p.GetRequiredService<CallbackAddress>(), p.GetRequiredService<NoticeSignal>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new NoticeBook(p.GetRequiredService<ConversationStores>(), p.GetRequiredService<NoticeSettlement>(), p.GetRequiredService<DirectoryCache>()));
        services.AddHostedService(p => p.GetRequiredService<NoticeWorker>());
        services.AddHostedService<NoticeCallbacks>();
        return services;
    }
}

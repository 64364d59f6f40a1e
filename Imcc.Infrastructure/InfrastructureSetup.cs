using Imcc.Core.Channels.WebChat;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Board;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Past;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Followers;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.History;
using Imcc.Infrastructure.Jobs;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Imcc.Infrastructure.Reasons;
using Imcc.Infrastructure.Retrieval;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Schedule;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Imcc.Infrastructure.Translation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Imcc.Infrastructure;

public static class InfrastructureSetup
{
    /// <summary>Conversations, routing, delivery: the stores, the grains and the workers. After <see cref="OrganisationSetup.AddDirectory"/>.</summary>
    public static IHostApplicationBuilder AddConversations(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ConversationOptions>().BindConfiguration(ConversationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConversationOptions>, ConversationOptionsValidator>();

        services.AddSingleton<ConversationStores>();
        services.AddSingleton(p => new Migrations(
            p.GetRequiredService<DatabaseMigrator>(), p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<ConversationStores>()));
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ChangedConversations>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<Func<Core.Organisation.Directory>>(p =>
        {
            var cache = p.GetRequiredService<DirectoryCache>();
            return () => cache.Current;
        });

        services.AddSingleton<Carrier>();
        services.AddSingleton(p => new Intake(
            p.GetRequiredService<ConversationStores>(), p.GetRequiredService<Carrier>(), p.GetRequiredService<DeliverySignal>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<Intake>>(), p.GetService<ISendReports>()));
        services.AddSingleton<IIntake>(p => p.GetRequiredService<Intake>());
        services.AddSingleton<IWireParser, WeChatWireParser>();
        services.AddSingleton<IWireParser, WebChatWireParser>();
        services.AddSingleton<LedgerSweep>();
        services.AddSingleton(p => new SystemState(p.GetRequiredService<ConversationStores>(), p.GetRequiredService<Intake>(), p.GetRequiredService<Screens>()));

        services.AddSingleton<Announcer>();
        services.AddSingleton<LineForecasts>();
        services.AddSingleton<PinBook>();
        services.AddSingleton<WatchBook>();
        services.AddSingleton<WatchEnding>();
        services.AddSingleton<Recalls>();
        services.AddSingleton<TemplateResults>();
        services.AddSingleton<Ratings>();
        services.AddSingleton<Persons>();
        services.AddSingleton<ConversationFinder>();
        services.AddSingleton(p => new OpenReader(p.GetRequiredService<ConversationStores>(), p.GetRequiredService<DirectoryCache>()));
        services.AddSingleton(p => new ThreadReader(p.GetRequiredService<ConversationStores>()));
        services.AddSingleton<Visitors>();
        services.AddSingleton<IVisitorSignals>(p => p.GetRequiredService<Visitors>());
        services.AddSingleton<IVisitorStandings>(p => p.GetRequiredService<Visitors>());

        services.AddOptions<RoutingOptions>().BindConfiguration(RoutingOptions.Section)
            .Validate(o => TimeZoneInfo.TryFindSystemTimeZoneById(o.TimeZone, out _), $"{RoutingOptions.Section}:{nameof(RoutingOptions.TimeZone)} is not a known time zone.").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutingOptions>, RoutingOptionsValidator>();
        services.AddSingleton<RoutingRows>();
        services.AddSingleton<Screens>();
        services.AddHostedService(p => p.GetRequiredService<Screens>());
        services.AddSingleton<Commands>();
        services.AddSingleton<AgentRoll>();
        services.AddSingleton<IMasks, Masks>();
        services.AddSingleton<IReveals, Reveals>();
        services.AddSingleton<ISurveys, Desk.Surveys>();
        services.AddTranslation();
        services.AddSingleton<DayRows>();
        services.AddSingleton<IMyDay, MyDay>();
        services.AddSingleton<CustomerTyping>();
        services.AddSingleton<IMessageTemplates, MessageTemplates>();
        services.AddSingleton<Workplace>();
        services.AddSingleton<IWorkplace, MaskedWorkplace>();
        services.AddSingleton<IHandovers, Handovers>();
        services.AddSingleton<IMessageHandling, MessageHandling>();
        services.AddSingleton<ISupervision, Supervision>();
        services.AddSingleton<ISteering, Steering>();
        services.AddReplies();
        services.AddReasons();
        services.AddSingleton<IClassification, Classification>();
        services.AddHistory();
        services.AddSingleton<HistorySearch>();
        services.AddSingleton<IHistory>(p => p.GetRequiredService<HistorySearch>());
        services.AddContacts();
        services.AddFollowers();
        services.AddSingleton<CustomerViews>();
        services.AddSingleton<CustomerSearch>();
        services.AddSingleton<Customers>();
        services.AddSingleton<ICustomers, MaskedCustomers>();

        services.AddDelivery();
        services.AddRetrieval();
        services.AddArticleSearch();
        services.AddAnswering();
        services.AddMisses();
        services.AddReporting();
        services.AddBoard();
        services.AddQuality();
        services.AddSchedule();
        services.AddFollowUps();
        // Before the grains, so that they are there when it starts and still there when it finishes.
        services.AddHostedService<Recovery>();
        // Its tables are there, and nobody counts yet.
        services.AddHostedService<DemoPast>();
        AddGrains(builder);
        services.AddHostedService(p => p.GetRequiredService<SendShares>());
        services.AddHostedService<DeliveryWorker>();
        services.AddNotices();
        services.AddMail();
        services.AddAlerts();
        services.AddExports();
        services.AddHostedService<MediaFetcher>();
        services.AddJobs();
        return builder;
    }

    private static void AddGrains(IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        var port = builder.Configuration.GetValue("Imcc:Cluster:SiloPort", 0);
        // One process: the silo talks to nobody but itself. A free port each, so that several may run on one machine.
        silo.UseLocalhostClustering(port == 0 ? FreePort() : port, gatewayPort: 0, serviceId: "imcc", clusterId: "imcc-" + Environment.ProcessId);
        // Nobody is there to be found dead, and a clock that jumps by hours (a machine that was asleep) must not make the silo find itself so.
        silo.Configure<ClusterMembershipOptions>(o => (o.LivenessEnabled, o.DefunctSiloCleanupPeriod) = (false, null));
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(10));
        silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = TimeSpan.FromMinutes(10));
    });

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

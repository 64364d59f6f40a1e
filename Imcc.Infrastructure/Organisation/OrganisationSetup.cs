using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Reasons;
using Imcc.Infrastructure.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Organisation;

public static class OrganisationSetup
{
    /// <summary>The directory, its cache and its start. Comes before whatever needs accounts or agents at start.</summary>
    public static IHostApplicationBuilder AddDirectory(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>());
        services.AddSingleton(p => new ChannelForms(p.GetServices<ChannelForm>()));
        services.AddOptions<ChannelsOptions>().BindConfiguration(ChannelsOptions.Section)
            .Configure<IConfiguration, ChannelForms>((options, configuration, forms) => options.BindForms(configuration, forms)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChannelsOptions>, ChannelsOptionsValidator>());
        services.AddOptions<DemoOptions>()
            .Configure(demo => demo.Enabled = builder.Environment.IsDevelopment())
            .BindConfiguration(DemoOptions.Section)
            .ValidateOnStart();

        services.AddSingleton<IDbContextFactory<DirectoryContext>, DirectoryContextFactory>();
        // For Identity and Data Protection, which ask the scope; everybody else uses the factory.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<DirectoryContext>>().CreateDbContext());
        services.AddSingleton<DatabaseMigrator>();
        AddKeys(builder);
        AddPeople(services);

        services.AddSingleton<PublicAddress>();
        services.AddSingleton<SecretSeal>();
        services.AddSingleton<StoredJson>();
        services.AddSingleton<AccountConnections>();
        services.AddSingleton<AccountForms>();
        services.AddSingleton<DirectoryReader>();
        services.AddSingleton(p => new DirectoryCache(Contexts(p), p.GetRequiredService<DirectoryReader>(), p.GetRequiredService<ILogger<DirectoryCache>>()));
        services.AddSingleton<DirectoryChange>();
        services.AddSingleton(p => new FirstAdmin(p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new SignInAudit(Contexts(p), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new AccountAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<SecretSeal>(), p.GetRequiredService<StoredJson>(),
            p.GetRequiredService<AccountForms>()));
        services.AddSingleton(p => new AgentAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new GroupAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton(p => new CalendarAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton(p => new TierAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new TagAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new AttributeAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new SourceAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton<IQrCodes, QrCodes>();
        services.AddSingleton<TagMaps>();
        services.AddSingleton(p => new LinkAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new Replies.ReplyAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new Replies.WordAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new ReasonAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new PrivacyAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton(p => new SupervisionAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<StoredJson>()));
        services.AddSingleton<AuditTrail>();
        services.AddSingleton(p => new ReasonTreeAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton<ReasonImports>();
        services.AddSingleton(p => new KeyAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new OrganisationView(Contexts(p)));
        services.AddKnowledge();
        services.AddSingleton<ConfiguredAccounts>();
        services.AddSingleton<DemoSeed>();
        services.AddHostedService<DirectoryStart>();
        services.AddHostedService<DirectoryWatch>();
        return builder;
    }

    private static IDbContextFactory<DirectoryContext> Contexts(IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<DirectoryContext>>();

    private static void AddPeople(IServiceCollection services)
    {
        // Before Identity, so that it does not add its own.
        services.AddScoped<IPasswordValidator<ImccUser>, PasswordProfile>();
        services.AddIdentityCore<ImccUser>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                options.Lockout.AllowedForNewUsers = true;
                options.User.RequireUniqueEmail = false;
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<DirectoryContext>();
    }

    private static void AddKeys(IHostApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection()
            .SetApplicationName("Imcc")
            .PersistKeysToDbContext<DirectoryContext>();
        // Without a certificate whoever has the database has the keys too; with one, the database alone opens nothing.
        var options = builder.Configuration.GetSection(KeyCertificateOptions.Section).Get<KeyCertificateOptions>();
        if (!string.IsNullOrEmpty(options?.Path))
            protection.ProtectKeysWithCertificate(options.Load());
    }
}

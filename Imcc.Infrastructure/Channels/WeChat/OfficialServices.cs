using Imcc.Core.Channels;
using Imcc.Infrastructure.Channels.WeChat.Menus;
using Imcc.Infrastructure.Channels.WeChat.Templates;
using Imcc.Infrastructure.Channels.WeChat.Tools;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Channels.WeChat;

internal static class OfficialServices
{
    /// <summary>What official accounts have besides messages: menus, templates, tools.</summary>
    public static IServiceCollection AddOfficialAccounts(this IServiceCollection services)
    {
        services.AddSingleton<MenuClient>();
        services.AddSingleton<TemplateClient>();
        services.AddSingleton<ToolClient>();
        services.AddSingleton(p => new OfficialAccounts(Contexts(p), p.GetRequiredService<DirectoryCache>()));
        services.AddSingleton(p => new TemplateShelf(Contexts(p), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<TemplateClient>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITemplateShelf>(p => p.GetRequiredService<TemplateShelf>());
        services.AddSingleton(p => new MenuAdministration(Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<OfficialAccounts>(), p.GetRequiredService<MenuClient>()));
        services.AddSingleton(p => new TemplateAdministration(
            p.GetRequiredService<OfficialAccounts>(), p.GetRequiredService<TemplateShelf>(), p.GetRequiredService<TemplateClient>(), p.GetRequiredService<DirectoryChange>()));
        services.AddSingleton(p => new AccountTools(
            Contexts(p), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<OfficialAccounts>(), p.GetRequiredService<ToolClient>(), p.GetRequiredService<SecretSeal>(), p.GetRequiredService<StoredJson>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IDbContextFactory<DirectoryContext> Contexts(IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<DirectoryContext>>();
}

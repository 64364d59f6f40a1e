using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Contacts;

internal static class ContactsSetup
{
    /// <summary>Customers as persons: notes, merging, UnionIDs.</summary>
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.AddSingleton<PersonTiers>();
        services.AddSingleton(p => new CustomerSaving(p.GetRequiredService<PersonTiers>(), p.GetRequiredService<IGrainFactory>()));
        services.AddSingleton<UnionHistory>();
        services.AddSingleton<Merging>();
        services.AddSingleton<CustomerNotes>();
        services.AddSingleton<FollowerReading>();
        services.AddHostedService<UnionFetcher>();
        return services;
    }
}

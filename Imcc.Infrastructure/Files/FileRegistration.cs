using Imcc.Core.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Files;

public static class FileRegistration
{
    /// <summary>The file store, the tickets to it, and <see cref="IMediaFiles"/>. Needs Data Protection.</summary>
    public static IServiceCollection AddFileStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<FileStoreOptions>().BindConfiguration(FileStoreOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FileStoreOptions>, FileStoreOptionsValidator>();
        services.AddSingleton<FileStoreFolder>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<FileStoreFolder>());
        services.AddSingleton<FileStore>();
        services.AddSingleton<IMediaFiles>(s => s.GetRequiredService<FileStore>());
        services.AddSingleton<FileTickets>();
        return services;
    }
}

using Imcc.Core.Board;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Board;

internal static class BoardSetup
{
    /// <summary>The live board, and its thresholds.</summary>
    public static IServiceCollection AddBoard(this IServiceCollection services)
    {
        services.AddSingleton<BoardRows>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<IBoard>(p => p.GetRequiredService<LiveBoard>());
        services.AddHostedService<BoardKeeper>();
        services.AddSingleton(p => new BoardSettings(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<DirectoryCache>(), p.GetRequiredService<DirectoryChange>(), p.GetRequiredService<StoredJson>()));
        return services;
    }
}

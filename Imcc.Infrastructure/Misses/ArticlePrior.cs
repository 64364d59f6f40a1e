using Imcc.Core.Misses;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Misses;

/// <summary>What is known of an article from how it was used: sent by agents, found useful or not. Counted anew every quarter of an hour over some weeks; what is asked is a look-up in memory.</summary>
internal sealed partial class ArticlePrior(ConversationStores stores, TimeProvider time, ILogger<ArticlePrior> logger) : BackgroundService, IArticlePrior
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(60);

    private volatile Dictionary<Guid, double> _known = [];

    public double Of(Guid articleId) => _known.TryGetValue(articleId, out var prior) ? prior : 0;

    internal async Task CountAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Memory;
        var uses = new Dictionary<Guid, (int Good, int Bad)>();
        await using (var home = stores.Home.Read())
        {
            foreach (var sent in await home.Misses.Where(m => m.At >= since && m.Source == MissSource.Sent && m.ArticleId != null).GroupBy(m => m.ArticleId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                uses[sent.Key] = (sent.Count, 0);
        }

        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            foreach (var rated in await context.FindingRatings.Where(r => r.At >= since).GroupBy(r => new { r.FindingId, r.IsUseful }).Select(g => new { g.Key.FindingId, g.Key.IsUseful, Count = g.Count() }).ToListAsync(cancellationToken))
            {
                var known = uses.GetValueOrDefault(rated.FindingId);
                uses[rated.FindingId] = rated.IsUseful ? (known.Good + rated.Count, known.Bad) : (known.Good, known.Bad + rated.Count);
            }
        }

        _known = uses.ToDictionary(u => u.Key, u => Usage.Prior(u.Value.Good, u.Value.Bad));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "How articles were used could not be counted; what was known stays")]
    private partial void LogFailed(Exception exception);
}

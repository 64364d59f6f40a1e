using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Alerts;

/// <summary>Looks at the rules while the host runs, and forgets alerts of long ago.</summary>
internal sealed partial class AlertKeeper(AlertLook look, ConversationStores stores, IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertKeeper> logger) : BackgroundService
{
    private DateTimeOffset _tidiedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Regularly.RunAsync(options.Value.Every, time, LookAsync, LogFailed, stoppingToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var alert in await look.RunAsync(cancellationToken))
            LogTold(alert.ClearedAt is null ? "begins" : "is over", alert.RuleId, alert.SubjectId);
        if (time.GetUtcNow() - _tidiedAt < TimeSpan.FromHours(6))
            return;
        await TidyAsync(cancellationToken);
        _tidiedAt = time.GetUtcNow();
    }

    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeptDays);
        while (true)
        {
            await using var context = stores.Home.Read();
            var old = await context.Alerts.Where(a => a.FiredAt < before && a.ClearedAt != null).OrderBy(a => a.FiredAt).Take(500).ToListAsync(cancellationToken);
            if (old.Count == 0)
                return;
            var unit = new WriteUnit();
            old.ForEach(a => unit.Delete(a));
            await stores.Home.Writer.CommitAsync(unit);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "An alert {What}: rule {RuleId}, subject {SubjectId}")]
    private partial void LogTold(string what, Guid ruleId, Guid subjectId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The alert rules could not be looked at; it is tried again in a moment")]
    private partial void LogFailed(Exception exception);
}

using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// What time it is for everybody who uses a store: its server's clock, carried on between two looks by the machine's count of elapsed time, which no change of the
/// machine's clock touches. A store without a server has the machine's clock, as all who use it do.
/// </summary>
internal sealed class StoreClock(DatabaseProvider provider)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private volatile Reading? _last;

    public DateTimeOffset Now(TimeProvider time) => _last is { } last ? last.At + time.GetElapsedTime(last.Stamp) : time.GetUtcNow();

    /// <summary>Looks at the server's clock, if that was not done lately.</summary>
    public async Task LookAsync(ConversationContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        if (provider == DatabaseProvider.Sqlite || (_last is { } last && time.GetElapsedTime(last.Stamp) < LookEvery))
            return;
        var connection = context.Database.GetDbConnection();
        var isOurs = connection.State != ConnectionState.Open;
        if (isOurs)
            await connection.OpenAsync(cancellationToken);
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = provider == DatabaseProvider.PostgreSql ? "SELECT clock_timestamp()" : "SELECT SYSUTCDATETIME()";
            var before = time.GetTimestamp();
            var at = (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;
            _last = new(new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) + time.GetElapsedTime(before) / 2, time.GetTimestamp());
        }
        finally
        {
            if (isOurs)
                await connection.CloseAsync();
        }
    }

    private sealed record Reading(DateTimeOffset At, long Stamp);
}

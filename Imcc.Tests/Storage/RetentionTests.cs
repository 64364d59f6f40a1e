using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Jobs;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imcc.Tests.Storage;

/// <summary>What is forgotten at night, and what is not.</summary>
public sealed class RetentionTests(PostgresServer postgres)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Why_an_agent_was_asked_is_kept_for_half_a_year(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var time = new ShiftableTime();
        var now = time.GetUtcNow();
        var unit = new WriteUnit();
        // More than are forgotten at once.
        for (var i = 0; i < 2_500; i++)
            unit.Insert(Asked(now.AddDays(-181)));
        var kept = Asked(now.AddDays(-179));
        await database.Store.Writer.CommitAsync(unit.Insert(kept));

        await new RetentionJob(database.Stores, time, NullLogger<RetentionJob>.Instance).Execute(null!, CancellationToken.None);

        await using var context = database.Store.Read();
        Assert.Equal(kept.OfferId, (await context.Assignments.SingleAsync()).OfferId);
    }

    private static AssignmentRow Asked(DateTimeOffset at) => new()
    {
        OfferId = Guid.CreateVersion7(at),
        ConversationId = Guid.CreateVersion7(at),
        ThreadId = Guid.CreateVersion7(at),
        AgentId = Guid.CreateVersion7(at),
        At = at,
        Explanation = "{}",
    };
}

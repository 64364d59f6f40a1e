using System.Text.Json;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Reasons;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Directory = Imcc.Core.Organisation.Directory;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Reporting;

/// <summary>Figures that follow what happens while it happens: nothing is counted twice, and a day that is counted anew is as it stands.</summary>
public sealed class ReportRollTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ann = Guid.Parse("01900000-0000-7000-8000-00000000ad01"), Cards = Guid.Parse("01900000-0000-7000-8000-00000000ad02"), Lost = Guid.Parse("01900000-0000-7000-8000-00000000ad03");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Whoever_goes_on_looking_when_it_is_over_makes_no_second_conversation_of_it(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var (facts, _) = Rollers(database, out var time);
        var row = await OpenAsync(database, Nine, ConversationState.Closed, Nine.AddMinutes(10));
        await NoteAsync(database, row, (0, 1, Kind.Enqueued), (5, 2, Kind.Accepted), (30, 2, Kind.WatchBegan), (600, 3, Kind.Ended), (620, 4, Kind.WrapUpFinished));
        time.SetUtcNow(Nine.AddMinutes(12));
        await facts.RollAsync(Cancel);
        // The lead's screen is closed when the conversation is long over: there is no revision that it could stand beside.
        await NoteAsync(database, row, (3600, 0, Kind.WatchEnded));
        time.SetUtcNow(Nine.AddHours(2));
        await facts.RollAsync(Cancel);
        Assert.Equal([1, 1, 5000, 1, 615_000, 615_000], await SayAsync(database, "conversations", "offered", "asa", "handled", "aht", "workTime"));
        Assert.Equal(0, await facts.RecountAsync(Nine.AddDays(-1), Nine.AddDays(1), Cancel));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_an_agent_has_in_hand_all_morning_is_work_before_it_is_over_and_no_idle_time(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var (facts, presence) = Rollers(database, out var time);
        var row = await OpenAsync(database, Nine, ConversationState.Active, null);
        await NoteAsync(database, row, (0, 1, Kind.Enqueued), (0, 2, Kind.Accepted));
        await Commit(database, new AgentEventRow { AgentId = Ann, Revision = 1, At = Nine, Presence = Presence.Available, Connection = Connection.Live, Capacity = 2 });
        string[] asked = ["workTime", "idleTime", "occupancy", "slotUtilisation", "handled"];
        for (var minutes = 7; minutes <= 157; minutes += 15)
        {
            time.SetUtcNow(Nine.AddMinutes(minutes));
            await facts.RollAsync(Cancel);
            await presence.RollAsync(Cancel);
        }

        Assert.Equal([150 * 60_000, 0, 1, 0.5, 0], await SayAsync(database, asked));
        Assert.Equal((0, 0), (await facts.RecountAsync(Nine, Nine.AddHours(2), Cancel), await presence.RecountAsync(Nine, Nine.AddHours(2), Cancel)));

        // It ends: what was counted already is not counted again.
        await NoteAsync(database, row, (160 * 60, 3, Kind.Ended), (161 * 60, 4, Kind.Closed));
        await using (var context = database.Store.Read())
            await context.Conversations.ExecuteUpdateAsync(c => c.SetProperty(r => r.State, ConversationState.Closed).SetProperty(r => r.EndedAt, Nine.AddMinutes(160)), Cancel);
        time.SetUtcNow(Nine.AddMinutes(200));
        await facts.RollAsync(Cancel);
        await presence.RollAsync(Cancel);
        Assert.Equal([161 * 60_000, 34 * 60_000, 161 / 195.0, 161 / 195.0 / 2, 1], await SayAsync(database, asked));
        Assert.Equal((0, 0), (await facts.RecountAsync(Nine.AddDays(-1), Nine.AddDays(1), Cancel), await presence.RecountAsync(Nine.AddDays(-1), Nine.AddMinutes(195), Cancel)));
    }

    [Fact]
    public async Task What_was_worked_in_a_quarter_of_which_presence_is_not_counted_yet_makes_nobody_busier()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var (facts, presence) = Rollers(database, out var time);
        await Commit(database, new AgentEventRow { AgentId = Ann, Revision = 1, At = Nine, Presence = Presence.Available, Connection = Connection.Live, Capacity = 2 });
        foreach (var (from, to) in new[] { (5, 10), (16, 20) })
        {
            var row = await OpenAsync(database, Nine.AddMinutes(from), ConversationState.Closed, Nine.AddMinutes(to));
            await NoteAsync(database, row, (0, 1, Kind.Enqueued), (0, 2, Kind.Accepted), ((to - from) * 60, 3, Kind.Ended), ((to - from) * 60, 4, Kind.Closed));
        }

        time.SetUtcNow(Nine.AddMinutes(22));
        await facts.RollAsync(Cancel);
        await presence.RollAsync(Cancel);
        string[] asked = ["workTime", "staffedTime", "idleTime", "occupancy", "slotUtilisation"];
        Assert.Equal([9 * 60_000, 15 * 60_000, 10 * 60_000, 5 / 15.0, 5 / 30.0], await SayAsync(database, asked));
        time.SetUtcNow(Nine.AddMinutes(31));
        await presence.RollAsync(Cancel);
        Assert.Equal([9 * 60_000, 30 * 60_000, 21 * 60_000, 9 / 30.0, 9 / 60.0], await SayAsync(database, asked));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_reason_that_is_given_days_later_makes_the_next_contact_no_first_one(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var (facts, _) = Rollers(database, out var time);
        var first = await OpenAsync(database, Nine, ConversationState.Closed, Nine.AddMinutes(10));
        await NoteAsync(database, first, (0, 1, Kind.Enqueued), (5, 2, Kind.Accepted), (600, 3, Kind.Ended), (620, 4, Kind.Closed));
        time.SetUtcNow(Nine.AddHours(1));
        await facts.RollAsync(Cancel);
        var second = await OpenAsync(database, Nine.AddDays(2), ConversationState.Closed, Nine.AddDays(2).AddMinutes(10), first, Lost);
        await NoteAsync(database, second, (0, 1, Kind.Enqueued), (5, 2, Kind.Accepted), (500, 3, Kind.Classified), (600, 4, Kind.Ended), (620, 5, Kind.Closed));
        time.SetUtcNow(Nine.AddDays(2).AddHours(1));
        await facts.RollAsync(Cancel);
        Assert.Equal([2, 2, 1], await SayAsync(database, "served", "firstContacts", "fcr"));

        // The agent owed the reason of the first, and gives it now.
        await NoteAsync(database, first, (3 * 86_400, 5, Kind.Classified));
        await using (var context = database.Store.Read())
            await context.Conversations.Where(c => c.Id == first.Id).ExecuteUpdateAsync(c => c.SetProperty(r => r.Reasons, Reasons(Lost)), Cancel);
        time.SetUtcNow(Nine.AddDays(3).AddHours(1));
        await facts.RollAsync(Cancel);
        Assert.Equal([2, 1, 0], await SayAsync(database, "served", "firstContacts", "fcr"));
        Assert.Equal(0, await facts.RecountAsync(Nine.AddDays(-1), Nine.AddDays(4), Cancel));
    }

    [Fact]
    public async Task A_change_of_presence_that_is_in_its_row_after_its_quarter_was_counted_counts_all_the_same()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var (_, presence) = Rollers(database, out var time);
        await Commit(database, new AgentEventRow { AgentId = Ann, Revision = 1, At = Nine, Presence = Presence.Available, Connection = Connection.Live, Capacity = 2 });
        time.SetUtcNow(Nine.AddMinutes(30.5));
        await presence.RollAsync(Cancel);
        await Commit(database, new AgentEventRow { AgentId = Ann, Revision = 2, At = Nine.AddMinutes(29), Presence = Presence.Break, Connection = Connection.Live, Capacity = 2 });
        time.SetUtcNow(Nine.AddMinutes(46));
        await presence.RollAsync(Cancel);
        Assert.Equal([29 * 60_000, 16 * 60_000], await SayAsync(database, "availableTime", "breakTime"));
    }

    [Fact]
    public void A_sheet_of_before_a_column_was_thought_of_takes_lines_that_have_it()
    {
        var by = new FactDimensions(Cards, Ann, null, null, null, 0);
        var old = FactSheet.Write(FactKind.Conversation, Nine, [new(FactKind.Conversation, Nine, Lost, by, [1, 2, 3, 4, 5, 6, 7], [])], 1);
        var both = FactSheet.Write(FactKind.Conversation, Nine, FactSheet.LinesOf(old).Append(new(FactKind.Conversation, Nine, Ann, by, [1, 2, 3, 4, 5, 6, 7, 8], [])), 2);
        Assert.Equal([0, 8], FactSheet.LinesOf(both).Select(l => l.Values[7]).Order());
    }

    private static (FactRoller Facts, PresenceRoller Presence) Rollers(ConversationDatabase database, out FakeTimeProvider time)
    {
        time = new(Nine);
        var options = Options.Create(new ReportOptions { LookBack = TimeSpan.FromDays(2) });
        return (new(database.Stores, new FactReading(() => []), options, time, NullLogger<FactRoller>.Instance), new(database.Stores, _ => null, options, time));
    }

    private static async Task<double?[]> SayAsync(ConversationDatabase database, params string[] keys)
    {
        var query = new ReportQuery { From = Nine.AddDays(-1), To = Nine.AddDays(5), Rows = ReportDimension.Agent, Kpis = [.. keys] };
        var table = await new Reports(database.Stores, null!, () => Directory.Empty, null!).ReadAsync(ReportScope.Everything, query, new ReportRules(), Cancel);
        return [.. Assert.Single(table.Rows, r => r.First.Id == Ann).Values];
    }

    private static async Task<ConversationRow> OpenAsync(ConversationDatabase database, DateTimeOffset at, ConversationState state, DateTimeOffset? ended, ConversationRow? previous = null, Guid? reason = null)
    {
        var row = new ConversationRow
        {
            Id = Guid.CreateVersion7(at), ThreadId = previous?.ThreadId ?? Guid.CreateVersion7(at), AccountId = Cards, ContactId = previous?.ContactId ?? Guid.CreateVersion7(at), PreviousId = previous?.Id,
            State = state, Revision = 4, Since = ended ?? at, OpenedAt = at, EndedAt = ended, AcceptedAt = at, GroupId = Cards, AgentId = Ann, Reasons = reason is { } id ? Reasons(id) : "",
        };
        await Commit(database, row);
        return row;
    }

    private static Task NoteAsync(ConversationDatabase database, ConversationRow row, params (int Second, long Revision, Kind Kind)[] story) => Commit(database, [.. story.Select(e => new ConversationEventRow
    {
        Id = Guid.CreateVersion7(row.OpenedAt), ConversationId = row.Id, ThreadId = row.ThreadId, Revision = e.Revision, Kind = e.Kind, At = row.OpenedAt.AddSeconds(e.Second), AgentId = Ann, GroupId = Cards,
    })]);

    private static async Task Commit(ConversationDatabase database, params object[] rows) =>
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(rows.Aggregate(new WriteUnit(), (unit, row) => unit.Insert(row))));

    private static string Reasons(Guid id) => JsonSerializer.Serialize(new[] { new ContactReason(id, 1, "R", ["R"], ["R"], true) });
}

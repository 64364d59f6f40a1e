using System.Globalization;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>
/// A whole day of a contact centre: two skill groups, eight agents, ordinary customers and VIPs, breaks, transfers, people who give up, and the
/// power going off at noon. In the evening the books are opened: every customer and every second must be in them exactly once.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ScriptedDayTests
{
    private const int Customers = 96;
    private static readonly string[] Agents = ["day0.甲", "day0.乙", "day0.丙", "day0.丁", "day0.戊", "day1.甲", "day1.乙", "day1.丙"];

    [Fact]
    public async Task In_the_evening_every_customer_and_every_second_is_in_the_books_exactly_once()
    {
        await using var day = await Day.BeginAsync(Agents);
        var script = Script(new Random(20261122));
        foreach (var (at, what, who) in script)
        {
            await day.PassToAsync(at);
            switch (what)
            {
                case "comes":
                    await day.ComesAsync(who, group: who % 3 == 2 ? 1 : 0, tier: who % 8 == 7 ? 3 : 0);
                    break;
                case "gives up":
                    await day.GivesUpAsync(who);
                    break;
                case "rests":
                    await day.BeAsync(who, "Break");
                    break;
                case "is back":
                    await day.BeAsync(who, "Available");
                    break;
                case "power":
                    await day.PowerFailsAsync();
                    break;
            }
        }

        await day.EveningAsync();

        await TheLinesBalanceAsync(day);
        await EverySecondIsInOneStateAsync(day);
        await NobodyHadTooMuchOrWasAskedWhileAwayAsync(day);
    }

    /// <summary>I13: entered = answered + abandoned + overflowed + still waiting, for each line, and the last is who the rows say waits.</summary>
    private static async Task TheLinesBalanceAsync(Day day)
    {
        var ledger = LineLedger.Of(await day.EventsAsync());
        await using var context = day.Store.Read();
        var waiting = await context.Conversations.Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered).Select(c => new { c.Id, c.GroupId }).ToListAsync();
        Assert.Equal(waiting.Select(w => (w.Id, w.GroupId!.Value)).Order(), ledger.Waiting.Order());
        Assert.Equal(2, ledger.Books.Count);
        foreach (var (group, book) in ledger.Books)
            TestContext.Current.TestOutputHelper?.WriteLine($"{group}: {book}");
        Assert.All(ledger.Books, b => Assert.Equal(waiting.Count(w => w.GroupId == b.Key), b.Value.StillWaiting));
        Assert.True(ledger.Books.Values.Sum(b => b.Entered) >= Customers);
        Assert.True(ledger.Books.Values.Sum(b => b.Abandoned) > 0);
        // Everybody who came is in one of the books: their conversation is open or has ended in one way.
        Assert.Equal(Customers, await context.Conversations.Select(c => c.ThreadId).Distinct().CountAsync());
    }

    /// <summary>I14: the spans of each agent's states lie end to end and add up to the day, to the tick.</summary>
    private static async Task EverySecondIsInOneStateAsync(Day day)
    {
        foreach (var agent in day.AgentIds)
        {
            var spans = PresenceHistory.Spans(agent, await day.ChangesAsync(agent), day.Began, day.Ended);
            Assert.Equal(day.Began, spans[0].From);
            Assert.Equal(day.Ended, spans[^1].To);
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(day.Ended - day.Began, spans.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length));
            Assert.Contains(spans, s => s.State.IsRoutable);
            // The power failure is in everybody's books.
            Assert.Contains(spans, s => s.State.Connection != Connection.Live && s.From <= day.PowerFailedAt.AddMinutes(1) && s.To > day.PowerFailedAt);
        }
    }

    /// <summary>I3 and I11 from the record: what was held at each moment, and where each offer found its agent.</summary>
    private static async Task NobodyHadTooMuchOrWasAskedWhileAwayAsync(Day day)
    {
        var events = await day.EventsAsync();
        foreach (var agent in day.AgentIds)
        {
            var changes = await day.ChangesAsync(agent);
            var offers = events.Where(e => e.Kind == ConversationEventKind.Offered && e.AgentId == agent).ToList();
            Assert.All(offers, offer => Assert.True(
                changes.LastOrDefault(c => c.At <= offer.At)?.IsRoutable,
                string.Create(CultureInfo.InvariantCulture, $"An offer at {offer.At:HH:mm:ss.fff} found its agent away.")));
        }

        var held = new Dictionary<Guid, Guid>();
        foreach (var e in events.OrderBy(e => e.At).ThenBy(e => e.ConversationId).ThenBy(e => e.Revision))
        {
            switch (e.Kind)
            {
                case ConversationEventKind.Offered:
                    held[e.ConversationId] = e.AgentId!.Value;
                    Assert.True(
                        held.Values.Count(a => a == e.AgentId) <= Day.Capacity,
                        string.Create(CultureInfo.InvariantCulture, $"More than {Day.Capacity} at once at {e.At:HH:mm:ss.fff}: {string.Join(", ", events.Where(o => held.GetValueOrDefault(o.ConversationId) == e.AgentId).OrderBy(o => o.At).Select(o => $"{o.ConversationId.ToString()[^4..]} {o.Kind} {o.At:HH:mm:ss.fff}"))}"));
                    break;
                case ConversationEventKind.Withdrawn or ConversationEventKind.Missed or ConversationEventKind.Declined or ConversationEventKind.Requeued or ConversationEventKind.Abandoned
                    or ConversationEventKind.TransferredToGroup or ConversationEventKind.Closed or ConversationEventKind.WrapUpFinished:
                    held.Remove(e.ConversationId);
                    break;
            }
        }
    }

    /// <summary>The day as it is to go: from 9:00, a lunch peak, breaks, the power off at 12:00. Times in seconds since 9:00.</summary>
    private static IReadOnlyList<(TimeSpan At, string What, int Who)> Script(Random dice)
    {
        var script = new List<(TimeSpan, string, int)>();
        void At(double seconds, string what, int who) => script.Add((TimeSpan.FromSeconds(seconds), what, who));
        for (var i = 0; i < Customers; i++)
        {
            // Two thirds come between 11:15 and 12:30, more than eight people can serve.
            var comes = i % 3 == 0 ? dice.Next(0, 32_400) : dice.Next(8_100, 12_600);
            At(comes, "comes", i);
            if (i % 6 == 5)
                At(comes + dice.Next(30, 600), "gives up", i);
        }

        for (var agent = 0; agent < Agents.Length; agent++)
        {
            var rests = 5_400 + agent * 1_500;
            At(rests, "rests", agent);
            At(rests + 900, "is back", agent);
        }

        At(10_800, "power", 0);
        return [.. script.OrderBy(s => s.Item1).ThenBy(s => s.Item2, StringComparer.Ordinal).ThenBy(s => s.Item3)];
    }
}

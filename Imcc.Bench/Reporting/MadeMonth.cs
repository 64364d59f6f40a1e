using System.Buffers.Binary;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Bench.Reporting;

/// <summary>
/// A month of a contact centre, made up: each conversation the same whenever it is made, with what it is made to be beside the events that tell of it.
/// March 2026 in Shanghai; more than 20 events for each served conversation.
/// </summary>
public sealed class MadeMonth(int conversations, int groups = 12, int agents = 200, int seed = 7)
{
    public const string TimeZone = "Asia/Shanghai";
    public const int Accounts = 4;
    public const int Reasons = 20;
    public const int Days = 31;
    public const int Capacity = 5;

    private const int Second = 1000;
    private const int Hour = 3600 * Second;
    private const long Day = 24L * Hour;

    private static readonly (int Hour, Presence Presence, Connection Connection)[] Shift =
    [
        (9, Presence.Available, Connection.Live), (12, Presence.Break, Connection.Live), (13, Presence.Available, Connection.Live), (18, Presence.Offline, Connection.Lost),
    ];

    public static readonly DateTimeOffset From = new(2026, 2, 28, 16, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset To = From.AddDays(Days);

    public int Conversations => conversations;

    public int Groups => groups;

    public int Agents => agents;

    public static Guid GroupId(int number) => Id(1, number);

    public static Guid AgentId(int number) => Id(2, number);

    public static Guid AccountId(int number) => Id(3, number);

    public static Guid ReasonId(int number) => Id(4, number);

    public static Guid ThreadId(int number) => Id(5, number);

    public static Guid ContactId(int number) => Id(6, number);

    /// <summary>In the order of time, as real ones.</summary>
    public static Guid ConversationId(int number) => Id(7, number);

    public static DateTimeOffset At(long ms) => From.AddMilliseconds(ms);

    /// <summary>Conversations are numbered by when they open: which day one opens on follows from its number.</summary>
    public int DayOf(int number) => (int)((long)number * Days / conversations);

    /// <param name="events">Filled with what would be on record; null: not wanted.</param>
    public MadeConversation Make(int number, List<ConversationEvent>? events = null)
    {
        var random = new Random(HashCode(seed, number));
        var id = ConversationId(number);
        var (visits, segments, attempts) = (new List<MadeVisit>(), new List<MadeSegment>(), new List<MadeAttempt>());
        // One in six comes back to a thread of a little while ago.
        var thread = number > 50 && random.Next(6) == 0 ? number - random.Next(1, 50) : number;
        // Office hours with a long tail into the night; nobody on the last evening, so that all ends within the month.
        var hour = random.Next(20) == 0 ? random.Next(0, 21) : 8 + random.Next(10);
        var now = (DayOf(number) * Day) + ((long)hour * Hour) + random.Next(Hour);
        var opened = now;
        var revision = 0L;
        var group = random.Next(groups);
        var stars = 0;
        var invited = false;
        var isWatched = number % 9 == 4;
        Note(Kind.Opened, null, null);
        var kind = random.Next(100);
        if (kind < 10)
        {
            now += random.Next(60, 600) * Second;
            Note(Kind.Closed, null, null);
            return Done();
        }

        Enter(Kind.Enqueued, "");
        if (kind < 18)
        {
            Wait(Math.Max(1, (int)(random.NextDouble() * random.NextDouble() * 180_000)), VisitOutcome.Abandoned, -1);
            return Done();
        }

        if (kind < 20)
        {
            Wait(random.Next(60, 1200) * Second, kind == 18 ? VisitOutcome.FlowedOut : VisitOutcome.MessageLeft, -1);
            return Done();
        }

        Serve(kind < 28 ? SegmentExit.ToGroup : kind < 32 ? SegmentExit.ToAgent : kind < 35 ? SegmentExit.Parked : SegmentExit.Ended);
        switch (segments[^1].Exit)
        {
            case SegmentExit.ToGroup:
                group = (group + 1) % groups;
                Enter(Kind.TransferredToGroup, "");
                Serve(SegmentExit.Ended);
                break;
            case SegmentExit.ToAgent:
                Go(Kind.TakenOver, (segments[^1].Agent + 1) % agents, -1, SegmentExit.Ended);
                break;
            case SegmentExit.Parked:
                now += random.Next(5, 50) * 60 * Second;
                Enter(Kind.Woken, "");
                Serve(SegmentExit.Ended);
                break;
        }

        invited = random.Next(10) < 6;
        stars = invited && random.Next(10) < 4 ? random.Next(1, 6) : 0;
        return Done();

        // Who looks on may see more than the end; it is recorded beside no revision then.
        MadeConversation Done()
        {
            if (isWatched)
                events?.Add(new(id, 0, Kind.WatchEnded, At(now + (20 * 60 * Second)), null, null));
            return Told();
        }

        MadeConversation Told() => new(number, thread, opened, now, number % Accounts, random.Next(10) == 0 ? 1 + random.Next(3) : 0, segments.Count == 0 ? -1 : HashCode(seed, thread) % Reasons, invited, stars, visits, segments, attempts);

        void Note(Kind what, int? agent, int? line, string detail = "", bool isSame = false)
        {
            revision += isSame ? 0 : 1;
            events?.Add(new(id, revision, what, At(now), agent is { } a ? AgentId(a) : null, line is { } g ? GroupId(g) : null, null, null, detail));
        }

        void Enter(Kind what, string detail)
        {
            Note(what, what == Kind.TransferredToGroup ? segments[^1].Agent : null, group, detail);
            visits.Add(new(group, -1, now, -1, VisitOutcome.Waiting));
        }

        void Wait(int wait, VisitOutcome outcome, int agent)
        {
            now += wait;
            visits[^1] = visits[^1] with { Wait = (int)(now - visits[^1].At), Outcome = outcome, Agent = agent };
            if (outcome == VisitOutcome.Abandoned)
                Note(Kind.Abandoned, null, group);
            else if (outcome != VisitOutcome.Answered)
                Note(Kind.Overflowed, null, group);
            if (outcome == VisitOutcome.MessageLeft)
            {
                now += 20 * Second;
                Note(Kind.MessageLeft, null, group);
                now += Hour;
                Note(Kind.Closed, null, group);
            }
        }

        void Serve(SegmentExit exit)
        {
            var entered = visits[^1].At;
            now += random.Next(3) == 0 ? random.Next(120_000) : random.Next(15_000);
            if (random.Next(12) == 0)
            {
                var deaf = random.Next(agents);
                Note(Kind.Offered, deaf, group);
                attempts.Add(new(deaf, group, now, AttemptOutcome.Missed));
                now += 30 * Second;
                Note(Kind.Missed, deaf, group);
            }

            var agent = random.Next(agents);
            Note(Kind.Offered, agent, group);
            attempts.Add(new(agent, group, now, AttemptOutcome.Accepted));
            Wait(random.Next(8000), VisitOutcome.Answered, agent);
            Go(Kind.Accepted, agent, entered, exit);
        }

        void Go(Kind how, int agent, long entered, SegmentExit exit)
        {
            var taken = now;
            Note(how, agent, group);
            if (isWatched)
                events?.Add(new(id, revision, Kind.WatchBegan, At(now + 700), AgentId(agent), GroupId(group)));
            var first = random.Next(50) == 0 ? -1 : random.Next(1000, 60_000);
            var replies = Array.Empty<int>();
            if (first >= 0)
            {
                now += first;
                Note(Kind.FirstReply, agent, group);
                if (isWatched)
                    events?.Add(new(id, revision, Kind.Whispered, At(now + 900), AgentId(agent), GroupId(group)));
                replies = [.. Enumerable.Range(0, random.Next(5, 24)).Select(_ => random.Next(2000, 90_000))];
                foreach (var reply in replies)
                {
                    now += random.Next(20_000) + reply;
                    Note(Kind.Replied, agent, group, reply.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }
            }

            now += random.Next(5000, 60_000);
            var served = (int)(now - taken);
            var wrapUp = 0;
            if (exit == SegmentExit.Ended)
            {
                Note(Kind.Ended, agent, group);
                now += wrapUp = random.Next(60_000);
                Note(random.Next(2) == 0 ? Kind.WrapUpFinished : Kind.Closed, agent, group);
            }
            else if (exit == SegmentExit.Parked)
            {
                Note(Kind.Parked, agent, group);
            }

            segments.Add(new(agent, group, taken, entered, first, replies, served, wrapUp, exit));
        }
    }

    /// <summary>Everybody is there on every day from nine to six, with an hour's break at noon.</summary>
    public static IEnumerable<PresenceChange> ChangesOf(int agent)
    {
        for (var day = 0; day < Days; day++)
        {
            foreach (var (hour, presence, connection) in Shift)
                yield return new(AgentId(agent), From.AddDays(day).AddHours(hour), presence, null, null, connection);
        }
    }

    private static Guid Id(byte kind, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes[0] = 1;
        bytes[1] = kind;
        BinaryPrimitives.WriteInt32BigEndian(bytes[2..], number);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        // The last bytes of a thread's id say which store it is in.
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new(bytes, bigEndian: true);
    }

    private static int HashCode(int a, int b)
    {
        var mixed = ((uint)a * 2654435761u) ^ ((uint)b * 2246822519u);
        mixed ^= mixed >> 15;
        mixed *= 2246822519u;
        return (int)((mixed ^ (mixed >> 13)) & 0x7FFFFFFF);
    }
}

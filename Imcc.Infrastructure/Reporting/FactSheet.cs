using System.Collections.Immutable;
using Imcc.Core.Reporting;

namespace Imcc.Infrastructure.Reporting;

/// <summary>
/// The lines of one quarter, column by column: the ids that occur, once each, and every column as numbers of as few bytes as they need. Which columns a reader does
/// not ask for it does not unpack. Columns that were added later are 0 in older sheets.
/// </summary>
internal sealed class FactSheet
{
    // Before the kind's own columns: what it is divided by, as places in the list of ids (0: none), the tier, and how many further numbers the line has.
    private const int Group = 0, Agent = 1, Account = 2, Source = 3, Reason = 4, Tier = 5, FurtherCount = 6, Further = 7, Own = 8;
    private const byte Format = 1;

    private readonly byte[] _packed;
    private readonly int[] _columns;

    private FactSheet(byte[] packed, int lines, Guid[] ids, int[] columns) => (_packed, Lines, Ids, _columns) = (packed, lines, ids, columns);

    public int Lines { get; }

    /// <summary>The first is none.</summary>
    public Guid[] Ids { get; }

    public long[] Groups => Unpack(Group);

    public long[] Agents => Unpack(Agent);

    public long[] Accounts => Unpack(Account);

    public long[] Sources => Unpack(Source);

    public long[] Reasons => Unpack(Reason);

    public long[] Tiers => Unpack(Tier);

    /// <summary>How many further numbers each line has, and all of them in the order of lines.</summary>
    public (long[] Counts, long[] Values) Furthers()
    {
        var counts = Unpack(FurtherCount);
        return (counts, Unpack(Further, (int)counts.Sum()));
    }

    /// <param name="column">Of the kind's own.</param>
    public long[] Column(int column) => Unpack(Own + column);

    public static FactSheet Read(byte[] packed)
    {
        var reader = new PackedNumbers(packed);
        if (reader.Next() is var format && format != Format)
            throw new InvalidDataException($"A sheet of format {format} cannot be read here.");
        var lines = (int)reader.Next();
        var ids = new Guid[(int)reader.Next() + 1];
        for (var i = 1; i < ids.Length; i++)
            ids[i] = reader.NextId();
        var columns = new int[(int)reader.Next()];
        for (var i = 0; i < columns.Length; i++)
        {
            var length = (int)reader.Next();
            columns[i] = reader.Place;
            reader.Skip(length);
        }

        return new(packed, lines, ids, columns);
    }

    /// <summary>The same lines always make the same bytes, whatever order they come in.</summary>
    public static ReportSheetRow Write(FactKind kind, DateTimeOffset start, IEnumerable<FactLine> facts, long revision)
    {
        var lines = facts.ToList();
        lines.Sort(Compare);
        var ids = new SortedSet<Guid>();
        foreach (var by in lines.Select(l => l.By))
        {
            foreach (var id in (ReadOnlySpan<Guid?>)[by.GroupId, by.AgentId, by.AccountId, by.SourceId, by.ReasonId])
            {
                if (id is { } known)
                    ids.Add(known);
            }
        }

        var places = ids.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => (long)p.i + 1);
        var packed = new PackedNumbers();
        packed.Add(Format);
        packed.Add(lines.Count);
        packed.Add(ids.Count);
        foreach (var id in ids)
            packed.Add(id);
        // Beside lines of an older sheet, which had fewer columns.
        var own = lines.Count == 0 ? 0 : lines.Max(l => l.Values.Length);
        packed.Add(Own + own);
        packed.AddColumn(lines.Select(l => Place(l.By.GroupId)));
        packed.AddColumn(lines.Select(l => Place(l.By.AgentId)));
        packed.AddColumn(lines.Select(l => Place(l.By.AccountId)));
        packed.AddColumn(lines.Select(l => Place(l.By.SourceId)));
        packed.AddColumn(lines.Select(l => Place(l.By.ReasonId)));
        packed.AddColumn(lines.Select(l => (long)l.By.VipTier));
        packed.AddColumn(lines.Select(l => (long)l.Further.Length));
        packed.AddColumn(lines.SelectMany(l => l.Further));
        for (var i = 0; i < own; i++)
            packed.AddColumn(lines.Select(l => i < l.Values.Length ? l.Values[i] : 0));
        var conversations = new byte[kind == FactKind.Presence ? 0 : 16 * lines.Count];
        for (var i = 0; i < lines.Count && conversations.Length > 0; i++)
            lines[i].ConversationId.TryWriteBytes(conversations.AsSpan(16 * i), bigEndian: true, out _);
        return new()
        {
            Kind = kind,
            Start = start,
            Facts = packed.ToArray(),
            Conversations = conversations,
            Lines = lines.Count,
            Open = kind == FactKind.Visit ? lines.Count(l => l.Values[(int)VisitColumn.Outcome] == (long)VisitOutcome.Waiting) : 0,
            Revision = revision,
        };

        long Place(Guid? id) => id is { } known ? places[known] : 0;
    }

    /// <summary>The lines again, to put others in their places.</summary>
    public static IEnumerable<FactLine> LinesOf(ReportSheetRow row)
    {
        var sheet = Read(row.Facts);
        var (groups, agents, accounts, sources, reasons, tiers) = (sheet.Groups, sheet.Agents, sheet.Accounts, sheet.Sources, sheet.Reasons, sheet.Tiers);
        var (counts, furthers) = sheet.Furthers();
        var own = Enumerable.Range(0, Math.Max(0, sheet._columns.Length - Own)).Select(sheet.Column).ToArray();
        var at = 0;
        for (var i = 0; i < sheet.Lines; i++)
        {
            var further = furthers.AsSpan(at, (int)counts[i]).ToImmutableArray();
            at += (int)counts[i];
            yield return new(
                row.Kind, row.Start, ConversationAt(row.Conversations, i),
                new(sheet.IdAt(groups[i]), sheet.IdAt(agents[i]), sheet.IdAt(accounts[i]), sheet.IdAt(sources[i]), sheet.IdAt(reasons[i]), (int)tiers[i]),
                [.. own.Select(c => c[i])], further);
        }
    }

    public static Guid ConversationAt(byte[] conversations, int line) => conversations.Length == 0 ? Guid.Empty : new(conversations.AsSpan(16 * line, 16), bigEndian: true);

    private Guid? IdAt(long place) => place == 0 ? null : Ids[place];

    private static int Compare(FactLine a, FactLine b)
    {
        var order = a.ConversationId.CompareTo(b.ConversationId);
        for (var i = 0; order == 0 && i < Math.Min(a.Values.Length, b.Values.Length); i++)
            order = a.Values[i].CompareTo(b.Values[i]);
        return order != 0 ? order : Nullable.Compare(a.By.AgentId, b.By.AgentId);
    }

    private long[] Unpack(int column, int? count = null)
    {
        var values = new long[count ?? Lines];
        if (column < _columns.Length)
            new PackedNumbers(_packed, _columns[column]).ReadColumn(values);
        return values;
    }
}

using Imcc.Core.Misses;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>The groups as they are sorted into, in memory; read from the store, and again whenever somebody else has changed it, or the words that are understood.</summary>
internal sealed class MissSorting(ConversationStores stores, IWordLists words)
{
    private readonly Dictionary<Guid, MissGroupRow> _rows = [];
    private readonly List<Guid> _ids = [];
    private MissGrouper _grouper = new();
    private MissReader _reader = new(Thesaurus.BuiltIn);
    private WordLists? _understood;

    /// <summary>Other words are understood than those that it was read by: what is one question may have become more.</summary>
    public bool IsOutdated => _understood != words.Current;

    /// <summary>As the decisions stood when it was read.</summary>
    public MissBookmarkRow? Decisions { get; private set; }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        var decisions = await context.MissBookmarks.SingleOrDefaultAsync(b => b.Store == MissBookmarkRow.Decisions, cancellationToken);
        (_grouper, Decisions) = (new(), null);
        if (_understood != words.Current)
            _reader = new(new Thesaurus(_understood = words.Current));
        _rows.Clear();
        _ids.Clear();
        var numbers = new Dictionary<Guid, int>();
        var groups = await context.MissGroups.OrderBy(g => g.Id).ToListAsync(cancellationToken);
        foreach (var row in groups)
        {
            // One that a person merged into another goes on by itself: it counts for the other, and parted again it has all that is its own.
            _rows[row.Id] = row;
            numbers[row.Id] = _ids.Count;
            _ids.Add(row.Id);
            _grouper.Open(_reader.Read(row.Leader));
        }

        await foreach (var miss in context.Misses.Select(m => new { m.Key, m.GroupId }).Distinct().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (numbers.TryGetValue(miss.GroupId, out var number))
                _grouper.Put(miss.Key, number);
        }

        Decisions = decisions;
    }

    /// <summary>Where these belong; nothing is stored yet.</summary>
    public (IReadOnlyList<MissRow> Misses, IReadOnlyList<(MissGroupRow Row, MissGroupRow? Before)> Groups) Sort(IReadOnlyList<FoundMiss> found)
    {
        var misses = new List<MissRow>(found.Count);
        var touched = new Dictionary<Guid, (MissGroupRow Row, MissGroupRow? Before)>();
        foreach (var miss in found)
        {
            var text = _reader.Read(miss.Text);
            var number = _grouper.Add(text);
            if (number == _ids.Count)
                _ids.Add(Guid.CreateVersion7(miss.At));
            var id = _ids[number];
            var before = touched.TryGetValue(id, out var known) ? known.Row : _rows.GetValueOrDefault(id);
            var (missed, sent) = miss.Source == MissSource.Sent ? (0, 1) : (1, 0);
            var row = before is null
                ? new() { Id = id, Leader = miss.Text, Misses = missed, Sent = sent, FirstAt = miss.At, LastAt = miss.At, Revision = 1 }
                : before.With(before.Misses + missed, before.Sent + sent, miss.At < before.FirstAt ? miss.At : before.FirstAt, miss.At > before.LastAt ? miss.At : before.LastAt);
            touched[id] = (row, _rows.GetValueOrDefault(id));
            misses.Add(new()
            {
                MessageId = miss.MessageId, ThreadId = miss.ThreadId, AccountId = miss.AccountId, At = miss.At, Source = miss.Source, Text = miss.Text, Key = text.Key,
                GroupId = id, Answer = miss.Answer, ArticleId = miss.ArticleId,
            });
        }

        return (misses, [.. touched.Values]);
    }

    /// <summary>It is stored.</summary>
    public void Take(IEnumerable<MissGroupRow> stored)
    {
        foreach (var row in stored)
            _rows[row.Id] = row;
    }
}

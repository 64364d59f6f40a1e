using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// Who holds which term in one segment, as it was asked for: a segment never changes, and what many people ask about is asked about again. To seek a term costs
/// more than to add up its entries.
/// </summary>
internal sealed class SegmentTerms
{
    /// <summary>Entries that are kept of one segment; beyond it a term is read each time.</summary>
    private const int Most = 2_000_000;

    private static readonly ConditionalWeakTable<object, SegmentTerms> Known = [];

    private readonly ConcurrentDictionary<long, TermEntries> _terms = new();
    private int _kept;

    public static SegmentTerms Of(AtomicReader reader) => Known.GetValue(reader.CoreCacheKey, _ => new SegmentTerms());

    public TermEntries Find(AtomicReader reader, AskedTerm term)
    {
        if (_terms.TryGetValue(term.Key, out var known))
            return known;
        var read = Read(reader, term);
        // A term that nobody holds takes room, too.
        if (Interlocked.Add(ref _kept, read.Entries.Length + 8) <= Most)
            _terms.TryAdd(term.Key, read);
        return read;
    }

    private static TermEntries Read(AtomicReader reader, AskedTerm term)
    {
        var enumerator = reader.GetTerms(term.Field)?.GetEnumerator();
        if (enumerator is null || !enumerator.SeekExact(new BytesRef(term.Text)))
            return TermEntries.None;
        var norms = reader.GetNormValues(term.Field);
        var (entries, often, lengths) = (new int[enumerator.DocFreq], new byte[enumerator.DocFreq], new byte[enumerator.DocFreq]);
        // Those that are deleted are among them: they change while the segment does not.
        var all = enumerator.Docs(null, null, DocsFlags.FREQS);
        for (var i = 0; i < entries.Length && all.NextDoc() is not DocIdSetIterator.NO_MORE_DOCS and var entry; i++)
            (entries[i], often[i], lengths[i]) = (entry, (byte)Math.Min(all.Freq, byte.MaxValue), norms is null ? (byte)0 : (byte)norms.Get(entry));
        return new(entries, often, lengths);
    }
}

/// <summary>The entries that hold a term.</summary>
/// <param name="Often">How often each of them does.</param>
/// <param name="Lengths">The norm of each, as Lucene has it.</param>
internal sealed record TermEntries(int[] Entries, byte[] Often, byte[] Lengths)
{
    public static readonly TermEntries None = new([], [], []);
}

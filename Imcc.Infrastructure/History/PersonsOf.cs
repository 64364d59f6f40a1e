using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Imcc.Infrastructure.History;

/// <summary>The persons of the conversations that a search meets.</summary>
internal sealed class PersonsOf : ICollector
{
    private NumericDocValues? _persons;

    public HashSet<long> Persons { get; } = [];

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer)
    {
    }

    public void SetNextReader(AtomicReaderContext context) => _persons = context.AtomicReader.GetNumericDocValues(HistoryIndex.Person);

    public void Collect(int doc)
    {
        if (_persons is { } persons)
            Persons.Add(persons.Get(doc));
    }
}

/// <summary>Conversations of any of these persons.</summary>
internal sealed class OfPersons(HashSet<long> wanted) : Filter
{
    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs)
    {
        var persons = context.AtomicReader.GetNumericDocValues(HistoryIndex.Person);
        return persons is null ? null! : new Matching(context.AtomicReader.MaxDoc, acceptDocs, doc => wanted.Contains(persons.Get(doc)));
    }

    private sealed class Matching(int maxDoc, IBits? accepted, Func<int, bool> isWanted) : FieldCacheDocIdSet(maxDoc, accepted)
    {
        protected override bool MatchDoc(int doc) => isWanted(doc);
    }
}

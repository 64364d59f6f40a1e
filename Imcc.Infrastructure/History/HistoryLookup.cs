using Imcc.Core.Desk;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Imcc.Infrastructure.History;

/// <summary>Who asks the index, and what they may find by the rule of reading; null groups: everything.</summary>
/// <param name="Groups">The agent's skill groups.</param>
internal sealed record HistoryReader(Guid AgentId, IReadOnlyList<Guid>? Groups);

/// <summary>A question to the index made of a person's words and narrowings. Answers are keys, to be looked up and checked again in the database.</summary>
internal sealed class HistoryLookup(SearchWords words)
{
    /// <summary>A word that begins more words than this is searched for by the first of them.</summary>
    private const int MostEndings = 200;

    private readonly List<(Query Query, Occur Occur)> _narrowed = [];

    public HistoryLookup Only(string field, string? value)
    {
        if (value is not null)
            _narrowed.Add((new TermQuery(new Term(field, value)), Occur.MUST));
        return this;
    }

    public HistoryLookup Only(string field, Guid? id) => Only(field, id is { } some ? HistoryIndex.Name(some) : null);

    /// <summary>Conversations with a word after <paramref name="from"/> that were opened before <paramref name="to"/>.</summary>
    public HistoryLookup Within(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is { } since)
            _narrowed.Add((NumericRangeQuery.NewInt64Range(HistoryIndex.Last, since.UtcTicks, null, true, true), Occur.MUST));
        if (to is { } until)
            _narrowed.Add((NumericRangeQuery.NewInt64Range(HistoryIndex.Opened, null, until.UtcTicks, true, false), Occur.MUST));
        return this;
    }

    /// <param name="inCustomer">Look for the words in what is known of the customer, too.</param>
    /// <param name="inText">Look for the words in what was said.</param>
    public HistoryAnswer Ask(HistoryIndex index, HistoryReader reader, HistoryOrder order, int skip, int take, bool inCustomer = true, bool inText = true) => index.Search(searcher =>
    {
        var query = new BooleanQuery();
        foreach (var word in words.Words)
            query.Add(Either(inText ? Holds(word, HistoryIndex.Text, HistoryIndex.Singles) : null, inCustomer ? Holds(word, HistoryIndex.Customer, HistoryIndex.CustomerSingles) : null), Occur.MUST);
        foreach (var (narrowing, occur) in _narrowed)
            query.Add(new ConstantScoreQuery(narrowing), occur);
        if (query.Clauses.Count == 0)
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        var rights = Readable(searcher, reader);
        var newest = new Sort(new SortField(HistoryIndex.Last, SortFieldType.INT64, reverse: true));
        var best = new Sort(SortField.FIELD_SCORE, new SortField(HistoryIndex.Last, SortFieldType.INT64, reverse: true));
        var top = searcher.Search(query, rights, skip + take, order == HistoryOrder.Best ? best : newest);
        return new HistoryAnswer(HistoryIndex.Keys(searcher, top.ScoreDocs.Skip(skip).Select(d => d.Doc)), top.TotalHits);
    });

    private static Query Either(Query? one, Query? other)
    {
        if (one is null || other is null)
            return one ?? other!;
        return new BooleanQuery { { one, Occur.SHOULD }, { other, Occur.SHOULD } };
    }

    private static Query Holds(string word, string field, string singles)
    {
        var grams = Grams.Needed(word);
        if (grams.Count == 0)
            return new BooleanQuery();
        var only = grams[0];
        if (grams.Count > 1)
        {
            var phrase = new PhraseQuery();
            foreach (var gram in grams)
                phrase.Add(new Term(field, word.Substring(gram.Start, gram.Length)), gram.Position - only.Position);
            return phrase;
        }

        var term = word.Substring(only.Start, only.Length);
        if (Grams.IsIdeograph(term[0]))
            return new TermQuery(new Term(term.Length == 1 ? singles : field, term));
        // The beginning of a number or a name is enough.
        return term.Length < 2
            ? new TermQuery(new Term(field, term))
            : new PrefixQuery(new Term(field, term)) { MultiTermRewriteMethod = new MultiTermQuery.TopTermsScoringBooleanQueryRewrite(MostEndings) };
    }

    /// <summary>The rule of reading as the index can tell it: of the own groups, where one serves or is asked, of persons whom one has served.</summary>
    private static QueryWrapperFilter? Readable(IndexSearcher searcher, HistoryReader reader)
    {
        if (reader.Groups is null)
            return null;
        var me = HistoryIndex.Name(reader.AgentId);
        var served = new PersonsOf();
        searcher.Search(new TermQuery(new Term(HistoryIndex.Agent, me)), served);
        var either = new BooleanQuery
        {
            { new TermQuery(new Term(HistoryIndex.Agent, me)), Occur.SHOULD },
            { new TermQuery(new Term(HistoryIndex.Party, me)), Occur.SHOULD },
        };
        foreach (var group in reader.Groups)
            either.Add(new TermQuery(new Term(HistoryIndex.Group, HistoryIndex.Name(group))), Occur.SHOULD);
        if (served.Persons.Count > 0)
            either.Add(new ConstantScoreQuery(new OfPersons(served.Persons)), Occur.SHOULD);
        return new QueryWrapperFilter(either);
    }
}

/// <param name="Total">How many there are in all.</param>
internal sealed record HistoryAnswer(IReadOnlyList<HistoryKey> Keys, int Total);

using System.Text.Json;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// The articles in one folder of Lucene's: each wording an entry of its own, so that many similar questions do not weaken each other; the
/// body apart from them. What is put is seen after <see cref="Show"/> and safe after <see cref="Commit"/>.
/// </summary>
internal sealed class ArticleIndex : IDisposable
{
    public const string Units = "u";
    public const string Pairs = "p";
    public const string Sounds = "s";
    public const string Body = "b";
    public const string Place = "place";
    private const string Id = "id";
    private const string Stored = "article";
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly FieldType TermsType = Frozen(new(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_AND_FREQS });

    private readonly FSDirectory _folder;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private UsualLength? _usualBody;
    private readonly WordingTokens[] _tokens = [new(), new(), new()];

    private ArticleIndex(FSDirectory folder, IndexWriter writer)
    {
        (_folder, _writer) = (folder, writer);
        _searchers = new SearcherManager(writer, applyAllDeletes: true, new Warm());
        Bookmark = writer.CommitData.TryGetValue("bookmark", out var bookmark) ? bookmark : "";
    }

    /// <summary>What the last commit kept; empty: there was none.</summary>
    public string Bookmark { get; }

    /// <exception cref="LockObtainFailedException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be used, or what lies there is damaged.</exception>
    public static ArticleIndex Open(string path, int bufferMegabytes)
    {
        var folder = new HeldFolder(System.IO.Directory.CreateDirectory(path));
        IndexWriter? writer = null;
        try
        {
            var config = new IndexWriterConfig(Version, new NoAnalyzer())
            {
                RAMBufferSizeMB = bufferMegabytes,
                OpenMode = OpenMode.CREATE_OR_APPEND,
                Similarity = new ByField(),
                // Files of their own, so that what is read often is held in memory and what is stored is not; few segments, each costs a look-up a seek per term.
                UseCompoundFile = false,
                MergePolicy = new TieredMergePolicy { NoCFSRatio = 0, SegmentsPerTier = 4, MaxMergeAtOnce = 4 },
            };
            writer = new IndexWriter(folder, config);
            return new(folder, writer);
        }
        catch
        {
            // What is torn is seen only when it is read: the writer must let go of the folder, or it cannot be made again.
            writer?.Rollback();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Puts an article in place of what stood for it before. One caller at a time.</summary>
    /// <param name="place">Where it stands in memory.</param>
    public void Put(PublishedArticle article, IndexedArticle indexed, int place)
    {
        var documents = new List<IEnumerable<IIndexableField>>
        {
            new Document
            {
                new StringField(Id, Name(article.Id), Field.Store.NO),
                new NumericDocValuesField(Place, (long)place << 16),
                new StoredField(Stored, JsonSerializer.SerializeToUtf8Bytes(article)),
                new Field(Body, _tokens[0].On(BodyTerms.Pieces(article.Body).SelectMany(w => WordingTokens.Units(w).Concat(WordingTokens.Pairs(w)))), TermsType),
            },
        };
        // One document is written after another: the streams can be used again.
        _writer.UpdateDocuments(new Term(Id, Name(article.Id)), documents.Concat(indexed.Phrases.Select((phrase, wording) => (IEnumerable<IIndexableField>)new Document
        {
            new StringField(Id, Name(article.Id), Field.Store.NO),
            new NumericDocValuesField(Place, ((long)place << 16) | (uint)Math.Min(wording, ushort.MaxValue)),
            new Field(Units, _tokens[0].On(WordingTokens.Units(phrase.Wording)), TermsType),
            new Field(Pairs, _tokens[1].On(WordingTokens.Pairs(phrase.Wording)), TermsType),
            new Field(Sounds, _tokens[2].On(WordingTokens.Sounds(phrase.Wording)), TermsType),
        })));
    }

    public void Remove(Guid articleId) => _writer.DeleteDocuments(new Term(Id, Name(articleId)));

    /// <summary>Makes one segment of many: worth its time after a whole stock was put.</summary>
    public void Settle() => _writer.ForceMerge(1);

    /// <summary>From now on searches see what was put.</summary>
    public void Show() => _searchers.MaybeRefreshBlocking();

    /// <summary>What was put is on disk, and the bookmark with it.</summary>
    public void Commit(string bookmark)
    {
        _writer.SetCommitData(new Dictionary<string, string> { ["bookmark"] = bookmark });
        _writer.Commit();
    }

    /// <summary>Terms of a body, on average.</summary>
    public double UsualBody(IndexSearcher searcher)
    {
        var known = _usualBody;
        if (known?.Reader != searcher.IndexReader)
        {
            var body = searcher.CollectionStatistics(Body);
            _usualBody = known = new(searcher.IndexReader, body.DocCount > 0 ? Math.Max((double)body.SumTotalTermFreq / body.DocCount, 1) : 1);
        }

        return known.Terms;
    }

    public T Search<T>(Func<IndexSearcher, T> search)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return search(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    /// <summary>All articles as they were put, with their places.</summary>
    public IEnumerable<(PublishedArticle Article, int Place)> All()
    {
        var searcher = _searchers.Acquire();
        try
        {
            foreach (var leaf in searcher.IndexReader.Leaves)
            {
                var (reader, live) = (leaf.AtomicReader, leaf.AtomicReader.LiveDocs);
                var places = reader.GetNumericDocValues(Place);
                for (var doc = 0; doc < reader.MaxDoc; doc++)
                {
                    if ((live is null || live.Get(doc)) && (places.Get(doc) & 0xffff) == 0 && reader.Document(doc).GetBinaryValue(Stored) is { } stored)
                        yield return (JsonSerializer.Deserialize<PublishedArticle>(stored.Bytes.AsSpan(stored.Offset, stored.Length))!, (int)(places.Get(doc) >> 16));
                }
            }
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    /// <summary>What is not committed is lost, as in a crash, unless it was committed before.</summary>
    public void Dispose()
    {
        _searchers.Dispose();
        _writer.Rollback();
        _folder.Dispose();
        foreach (var tokens in _tokens)
            tokens.Dispose();
    }

    private static string Name(Guid id) => id.ToString("N");

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }

    /// <summary>Every field brings its own tokens.</summary>
    private sealed class NoAnalyzer : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
            throw new InvalidOperationException($"{fieldName} brings no tokens.");
    }

    /// <summary>Questions are short and their lengths count in full; bodies are of every length.</summary>
    private sealed class ByField : PerFieldSimilarityWrapper
    {
        private static readonly BM25Similarity Question = new(1.2f, 1);
        private static readonly BM25Similarity Answer = new(1.2f, 0.75f);

        public override Similarity Get(string name) => name == Body ? Answer : Question;
    }

    private sealed record UsualLength(IndexReader Reader, double Terms);

    private sealed class Warm : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = new ByField() };
    }
}

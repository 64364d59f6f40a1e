using System.Buffers.Binary;
using System.Globalization;
using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Imcc.Infrastructure.History;

/// <summary>
/// The full-text index of conversations in one folder: one writer, searchers that see what was put a moment ago. A commit keeps a
/// bookmark with it, so that after a crash one knows up to where the index is right.
/// </summary>
internal sealed class HistoryIndex : IDisposable
{
    public const string Text = "b";
    public const string Singles = "u";
    public const string Customer = "c";
    public const string CustomerSingles = "cu";
    public const string Id = "id";
    public const string Group = "group";
    public const string Agent = "agent";
    public const string Party = "party";
    public const string Channel = "channel";
    public const string Person = "person";
    public const string Opened = "opened";
    public const string Last = "last";
    private const string Key = "key";
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly FieldType SinglesType = new(TextField.TYPE_NOT_STORED) { IndexOptions = IndexOptions.DOCS_ONLY, OmitNorms = true };
    private static readonly FieldType WordsType = Frozen(new(TextField.TYPE_NOT_STORED));

    private readonly FSDirectory _folder;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly GramTokens _words = new();
    private readonly GramTokens _customer = new();
    private readonly SingleTokens _singles = new();
    private readonly SingleTokens _customerSingles = new();

    static HistoryIndex() => Frozen(SinglesType);

    private HistoryIndex(FSDirectory folder, IndexWriter writer)
    {
        _folder = folder;
        _writer = writer;
        _searchers = new SearcherManager(writer, applyAllDeletes: true, null);
        Bookmark = writer.CommitData.TryGetValue("bookmark", out var bookmark) ? bookmark : "";
    }

    /// <summary>What the last commit kept; empty: there was none.</summary>
    public string Bookmark { get; private set; }

    public int Count => _writer.NumDocs;

    /// <exception cref="LockObtainFailedException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be used, or what lies there is damaged.</exception>
    public static HistoryIndex Open(string path, int bufferMegabytes)
    {
        var folder = FSDirectory.Open(path);
        try
        {
            var config = new IndexWriterConfig(Version, new NoAnalyzer())
            {
                RAMBufferSizeMB = bufferMegabytes,
                OpenMode = OpenMode.CREATE_OR_APPEND,
            };
            return new(folder, new IndexWriter(folder, config));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Takes away what an index has left in a folder, and nothing else.</summary>
    public static void Destroy(string path)
    {
        if (!System.IO.Directory.Exists(path))
            return;
        foreach (var file in System.IO.Directory.EnumerateFiles(path))
        {
            if (Path.GetFileName(file) is var name && (name.StartsWith('_') || name.StartsWith("segments", StringComparison.Ordinal)))
                File.Delete(file);
        }
    }

    /// <summary>Puts a conversation in place of what stood for it before. One caller at a time.</summary>
    public void Put(HistoryEntry entry)
    {
        var document = new Document
        {
            new StringField(Id, Name(entry.ConversationId), Field.Store.NO),
            new StringField(Channel, entry.Channel.ToString(), Field.Store.NO),
            new StringField(Person, Name(entry.PersonId), Field.Store.NO),
            new NumericDocValuesField(Person, Hash(entry.PersonId)),
            new Int64Field(Opened, entry.OpenedAt.UtcTicks, Field.Store.NO),
            new Int64Field(Last, entry.LastAt.UtcTicks, Field.Store.NO),
            new NumericDocValuesField(Last, entry.LastAt.UtcTicks),
            new BinaryDocValuesField(Key, new BytesRef(new HistoryKey(entry.ConversationId, entry.ThreadId, entry.FirstSeq, entry.LastSeq).Write())),
            new Field(Text, _words.On(entry.Words), WordsType),
            new Field(Singles, _singles.On(entry.Words), SinglesType),
            new Field(Customer, _customer.On(entry.Customer), WordsType),
            new Field(CustomerSingles, _customerSingles.On(entry.Customer), SinglesType),
        };
        if (entry.GroupId is { } group)
            document.Add(new StringField(Group, Name(group), Field.Store.NO));
        if (entry.AgentId is { } agent)
            document.Add(new StringField(Agent, Name(agent), Field.Store.NO));
        foreach (var other in entry.Others)
            document.Add(new StringField(Party, Name(other), Field.Store.NO));
        _writer.UpdateDocument(new Term(Id, Name(entry.ConversationId)), document);
    }

    public void Clear() => _writer.DeleteAll();

    /// <summary>From now on searches see what was put.</summary>
    public void Show() => _searchers.MaybeRefreshBlocking();

    /// <summary>What was put is on disk, and the bookmark with it.</summary>
    public void Commit(string bookmark)
    {
        _writer.SetCommitData(new Dictionary<string, string> { ["bookmark"] = bookmark });
        _writer.Commit();
        Bookmark = bookmark;
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

    /// <summary>Which conversations these documents are.</summary>
    public static IReadOnlyList<HistoryKey> Keys(IndexSearcher searcher, IEnumerable<int> documents)
    {
        var leaves = searcher.IndexReader.Leaves;
        var bytes = new BytesRef();
        var keys = new List<HistoryKey>();
        foreach (var document in documents)
        {
            var leaf = leaves[ReaderUtil.SubIndex(document, leaves)];
            leaf.AtomicReader.GetBinaryDocValues(Key).Get(document - leaf.DocBase, bytes);
            keys.Add(HistoryKey.Read(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length)));
        }

        return keys;
    }

    public static string Name(Guid id) => id.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Short, for counting by: two persons may share it once in a very long while, which the database then sets right.</summary>
    public static long Hash(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
    }

    /// <summary>What is not committed is lost, as in a crash, unless it was committed before.</summary>
    public void Dispose()
    {
        _searchers.Dispose();
        _writer.Rollback();
        _folder.Dispose();
        _words.Dispose();
        _customer.Dispose();
        _singles.Dispose();
        _customerSingles.Dispose();
    }

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
}

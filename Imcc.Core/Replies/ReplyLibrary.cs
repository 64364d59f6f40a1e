namespace Imcc.Core.Replies;

/// <summary>The quick replies that are not one agent's alone, with what finds them.</summary>
public sealed class ReplyLibrary
{
    public static readonly ReplyLibrary Empty = new([]);

    private readonly Dictionary<Guid, QuickReply> _byId;
    private readonly Lazy<ReplyIndex> _index;

    public ReplyLibrary(IReadOnlyList<QuickReply> shared)
    {
        Shared = shared;
        _byId = shared.ToDictionary(r => r.Id);
        _index = new(() => new(shared.Select(r => (r.Id, r.Title, r.Text))));
    }

    /// <summary>In the order of their lists.</summary>
    public IReadOnlyList<QuickReply> Shared { get; }

    public QuickReply? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>What agents of these groups may use.</summary>
    public IEnumerable<QuickReply> For(IReadOnlySet<Guid> groups) => Shared.Where(r => IsFor(r, groups));

    /// <summary>What answers a question, the best first.</summary>
    public IReadOnlyList<QuickReply> Answers(string question, IReadOnlySet<Guid> groups, int take) =>
        [.. _index.Value.Search(question, take, id => IsFor(_byId[id], groups)).Select(f => _byId[f.Id])];

    private static bool IsFor(QuickReply reply, IReadOnlySet<Guid> groups) => reply.GroupId is not { } group || groups.Contains(group);
}

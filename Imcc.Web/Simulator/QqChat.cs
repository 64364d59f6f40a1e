namespace Imcc.Web.Simulator;

/// <summary>One talk with a bot as QQ's side sees it: a person's, or a group's with its members. What may be answered, and all that is read there.</summary>
public sealed class QqChat(string appId, string address)
{
    private const int MaxEntries = 300;
    private const int MaxHeard = 200;
    private readonly List<QqEntry> _entries = [];
    private readonly Dictionary<string, Said> _heard = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _unasked = new();

    public string AppId => appId;

    /// <summary>The openid; a group's with <c>group:</c> in front.</summary>
    public string Address => address;

    public bool IsGroup => address.StartsWith("group:", StringComparison.Ordinal);

    public string Name { get; internal set; } = "";

    /// <summary>The bot is a friend, or in the group.</summary>
    public bool IsThere { get; internal set; } = true;

    /// <summary>Messages that answer nothing are switched off.</summary>
    public bool IsQuiet { get; internal set; }

    internal long LastSeq { get; private set; }

    internal DateTimeOffset? TypingUntil { get; set; }

    private TimeSpan Window => TimeSpan.FromMinutes(IsGroup ? 5 : 60);

    private int Replies => IsGroup ? 5 : 4;

    internal IReadOnlyList<QqEntry> Since_NeedsLock(long seq) => [.. _entries.Where(e => e.Seq > seq)];

    internal void Add_NeedsLock(QqEntry entry)
    {
        if (_entries.Count == MaxEntries)
            _entries.RemoveAt(0);
        _entries.Add(entry with { Seq = ++LastSeq });
    }

    /// <summary>What was said or done may be answered from now on.</summary>
    internal void Heard_NeedsLock(string id, DateTimeOffset now)
    {
        if (_heard.Count >= MaxHeard)
            _heard.Remove(_heard.MinBy(h => h.Value.At).Key);
        _heard[id] = new Said(now);
    }

    /// <returns>0, or QQ's error.</returns>
    internal int Answer_NeedsLock(string id, int seq, DateTimeOffset now)
    {
        if (!IsThere)
            return IsGroup ? 40034101 : 40054003;
        if (!_heard.TryGetValue(id, out var said))
            return 40034024;
        if (said.Used.Contains(seq))
            return 40054005;
        if (now - said.At > Window)
            return 40034005;
        if (said.Used.Count >= Replies)
            return 40034128;
        said.Used.Add(seq);
        return 0;
    }

    /// <returns>0, or QQ's error.</returns>
    internal int Speak_NeedsLock(DateTimeOffset now)
    {
        if (!IsThere)
            return IsGroup ? 40034101 : 40054003;
        if (IsQuiet)
            return 40034105;
        while (_unasked.TryPeek(out var first) && first < now.AddDays(-1))
            _unasked.Dequeue();
        if (_unasked.Count >= 1000 || _unasked.Count(at => at > now.AddMinutes(-1)) >= 20)
            return 40034100;
        _unasked.Enqueue(now);
        return 0;
    }

    /// <returns>0, or QQ's error.</returns>
    internal int Recall_NeedsLock(string id, DateTimeOffset now)
    {
        if (_entries.Find(e => e.Id == id && e.Side == "account") is not { } entry)
            return 40034024;
        if (now - entry.At > TimeSpan.FromMinutes(2))
            return 40064004;
        Add_NeedsLock(new QqEntry(now, "note", "recall", "") { Id = id });
        return 0;
    }

    /// <summary>What may still be answered to the latest message.</summary>
    internal (int Left, DateTimeOffset Until)? Window_NeedsLock(DateTimeOffset now) =>
        _heard.Values.Where(h => now - h.At <= Window).OrderByDescending(h => h.At).Select(h => ((int, DateTimeOffset)?)(Math.Max(0, Replies - h.Used.Count), h.At + Window)).FirstOrDefault();

    private sealed class Said(DateTimeOffset at)
    {
        public DateTimeOffset At => at;

        public HashSet<int> Used { get; } = [];
    }
}

/// <summary>One line of a talk.</summary>
/// <param name="Side"><c>me</c>, <c>account</c> or <c>note</c>.</param>
/// <param name="Kind"><c>text</c>, <c>markdown</c>, <c>image</c>, <c>video</c>, <c>voice</c>, <c>file</c>, or what happened.</param>
/// <param name="Via"><c>passive</c> (it answers a message) or <c>proactive</c>.</param>
public sealed record QqEntry(DateTimeOffset At, string Side, string Kind, string Text, string? Via = null, long Seq = 0)
{
    /// <summary>QQ's id of the message.</summary>
    public string? Id { get; init; }

    /// <summary>Which of a group's members said it.</summary>
    public string? Who { get; init; }

    public string? MediaId { get; init; }

    public string? Url { get; init; }

    /// <summary>What can be tapped below the text; null: nothing.</summary>
    public IReadOnlyList<StandInMenuItem>? Buttons { get; init; }

    /// <summary>The body that brought it, as it came.</summary>
    public string? Raw { get; init; }
}

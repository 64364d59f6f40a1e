namespace Imcc.Web.Simulator;

/// <summary>One follower as WeChat's side sees them: what may still be sent to them, and all that they read and wrote.</summary>
public sealed class StandInFollower(string appId, string openId)
{
    private const int MaxEntries = 300;
    private readonly List<StandInEntry> _entries = [];
    private readonly List<Allowance> _allowances = [];
    private readonly Queue<string> _clientIds = new();

    public string AppId => appId;

    public string OpenId => openId;

    public string Name { get; internal set; } = "";

    /// <summary>Empty: the account belongs to no open platform.</summary>
    public string UnionId { get; internal set; } = "";

    public bool IsFollowing { get; internal set; } = true;

    /// <summary>Made by the telephone here, so that the reply windows are known. Others are sent to without asking.</summary>
    public bool IsOurs { get; internal set; }

    /// <summary>WeChat takes templates for them, and tells later that they are blocked.</summary>
    public bool RefusesTemplates { get; set; }

    internal long LastSeq { get; private set; }

    internal DateTimeOffset TouchedAt { get; set; }

    /// <summary>Grows with each use: who was used least lately is forgotten first.</summary>
    internal long LastUse { get; set; }

    internal DateTimeOffset? TypingUntil { get; set; }

    internal IReadOnlyList<StandInEntry> Since_NeedsLock(long seq) => [.. _entries.Where(e => e.Seq > seq)];

    internal void Add_NeedsLock(StandInEntry entry)
    {
        if (_entries.Count == MaxEntries)
            _entries.RemoveAt(0);
        _entries.Add(entry with { Seq = ++LastSeq });
    }

    /// <returns>Whether nothing with this id was sent to them lately.</returns>
    internal bool IsFirst_NeedsLock(string clientId)
    {
        if (clientId.Length == 0)
            return true;
        if (_clientIds.Contains(clientId))
            return false;
        if (_clientIds.Count == MaxEntries)
            _clientIds.Dequeue();
        _clientIds.Enqueue(clientId);
        return true;
    }

    /// <summary>Each thing that the follower does opens a fresh allowance beside those that still run.</summary>
    internal void Open_NeedsLock(StandInTrigger trigger, DateTimeOffset now)
    {
        _allowances.RemoveAll(a => a.Until <= now || a.Trigger == trigger);
        _allowances.Add(trigger == StandInTrigger.Message
            ? new Allowance(trigger, now.AddHours(48)) { Left = 5 }
            : new Allowance(trigger, now.AddMinutes(1)) { Left = 3 });
    }

    /// <returns>0, 45015 (outside every window) or 45047 (too many).</returns>
    internal int Spend_NeedsLock(DateTimeOffset now)
    {
        if (!IsOurs)
            return 0;
        var open = _allowances.Where(a => a.Until > now).ToList();
        if (!IsFollowing || open.Count == 0)
            return 45015;
        if (open.Where(a => a.Left > 0).MinBy(a => a.Until) is not { } next)
            return 45047;
        next.Left--;
        return 0;
    }

    internal IReadOnlyList<StandInWindow> Windows_NeedsLock(DateTimeOffset now) =>
        [.. _allowances.Where(a => a.Until > now).Select(a => new StandInWindow(a.Trigger, a.Until, a.Left))];

    private sealed class Allowance(StandInTrigger trigger, DateTimeOffset until)
    {
        public StandInTrigger Trigger => trigger;

        public DateTimeOffset Until => until;

        public int Left { get; set; }
    }
}

/// <summary>What a follower did that lets the account write.</summary>
public enum StandInTrigger
{
    Message = 1,
    Click = 2,
    Follow = 3,
    Scan = 4,
}

/// <param name="Left">How many messages may still be sent.</param>
public sealed record StandInWindow(StandInTrigger Trigger, DateTimeOffset Until, int Left);

/// <summary>One line of a follower's telephone.</summary>
/// <param name="Side"><c>me</c>, <c>account</c> or <c>note</c>.</param>
/// <param name="Via">How it came: <c>passive</c> (in the response) or <c>api</c>.</param>
public sealed record StandInEntry(
    DateTimeOffset At, string Side, string Kind, string Text, string? MediaId = null, string? Via = null, string? Url = null, long Seq = 0)
{
    /// <summary>What can be tapped below the text; null: nothing.</summary>
    public IReadOnlyList<StandInMenuItem>? Menu { get; init; }

    public string Tail { get; init; } = "";
}

/// <param name="Id">What a tap brings back as <c>bizmsgmenuid</c>.</param>
public sealed record StandInMenuItem(string Id, string Content);

/// <summary>How the stand-in is to misbehave.</summary>
/// <param name="Path">A part of the address that it is for; empty for all.</param>
/// <param name="Code">Answer this error; 0 answers as usual.</param>
/// <param name="Times">How often still.</param>
/// <param name="Delay">Before the answer.</param>
/// <param name="Drop">Close the connection instead of answering.</param>
/// <param name="AfterEffect">The call has its effect all the same.</param>
/// <param name="HttpStatus">Answer with this status, as a broken gateway would; 0 as usual.</param>
/// <param name="AppId">Only calls of this account of WeChat; empty: of any.</param>
public sealed record StandInFault(
    string Path, int Code = 0, int Times = 1, TimeSpan Delay = default, bool Drop = false, bool AfterEffect = false, int HttpStatus = 0, string AppId = "");

public sealed record StandInMedia(string Id, byte[] Content, string ContentType, string Name, string Kind);

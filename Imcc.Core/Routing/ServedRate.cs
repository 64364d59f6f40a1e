namespace Imcc.Core.Routing;

/// <summary>
/// How fast a line has been served lately: the last 50 conversations that were over, of the last 30 minutes. What agents with empty hands
/// take in the morning says nothing about how long those who come after them will wait; what they finish does.
/// </summary>
internal sealed class ServedRate
{
    private const int Most = 50;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private readonly List<DateTimeOffset> _over = [];
    private DateTimeOffset? _since;

    /// <param name="since">Since when the line has been watched, at the latest.</param>
    public void Add(DateTimeOffset at, DateTimeOffset since)
    {
        _since = _since < since ? _since : since;
        // News may come late: in order, so that the oldest goes first.
        var place = _over.BinarySearch(at);
        _over.Insert(place < 0 ? ~place : place, at);
        if (_over.Count > Most)
            _over.RemoveAt(0);
    }

    /// <summary>How long until <paramref name="count"/> more are over at this rate; null: nothing was over lately.</summary>
    public TimeSpan? TimeFor(int count, DateTimeOffset now)
    {
        var oldest = now - Window;
        var recent = _over.Count(t => t >= oldest && t <= now);
        if (recent == 0)
            return null;
        var from = _over.Count < Most ? Earlier(_since!.Value, _over[0]) : _over[0];
        var span = now - (from > oldest ? from : oldest);
        return (span > Shortest ? span : Shortest) * count / recent;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

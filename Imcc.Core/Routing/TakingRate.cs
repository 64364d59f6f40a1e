namespace Imcc.Core.Routing;

/// <summary>How fast a line has been served lately: the last 50 acceptances, of the last 30 minutes.</summary>
internal sealed class TakingRate
{
    private const int Most = 50;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private readonly List<DateTimeOffset> _taken = [];
    private DateTimeOffset? _since;

    /// <param name="since">Since when the line has been watched, at the latest.</param>
    public void Add(DateTimeOffset at, DateTimeOffset since)
    {
        _since = _since < since ? _since : since;
        // News may come late: in order, so that the oldest goes first.
        var place = _taken.BinarySearch(at);
        _taken.Insert(place < 0 ? ~place : place, at);
        if (_taken.Count > Most)
            _taken.RemoveAt(0);
    }

    /// <summary>How long until <paramref name="count"/> more are taken at this rate; null: nothing was taken lately.</summary>
    public TimeSpan? TimeFor(int count, DateTimeOffset now)
    {
        var oldest = now - Window;
        var recent = _taken.Count(t => t >= oldest && t <= now);
        if (recent == 0)
            return null;
        var from = _taken.Count < Most ? Earlier(_since!.Value, _taken[0]) : _taken[0];
        var span = now - (from > oldest ? from : oldest);
        return (span > Shortest ? span : Shortest) * count / recent;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

namespace Imcc.Core.Board;

/// <summary>Which figures are beyond their thresholds, and since when.</summary>
internal sealed class BoardAlarms
{
    private readonly Dictionary<(Guid Group, BoardFigure Figure), BoardAlarm> _alarms = [];

    /// <returns>The worst first, then the oldest; what goes on is the same object as before.</returns>
    public BoardAlarm[] Judge(IReadOnlyList<BoardLine> lines, BoardRuleBook book, DateTimeOffset now)
    {
        var gone = _alarms.Keys.ToHashSet();
        foreach (var line in lines)
        {
            foreach (var threshold in book.Of(line.GroupId).Thresholds)
            {
                if (line.Of(threshold.Figure, now) is not { } value || threshold.LevelOf(value) is var level && level == BoardLevel.Good)
                    continue;
                var key = (line.GroupId, threshold.Figure);
                gone.Remove(key);
                _alarms.TryGetValue(key, out var last);
                var alarm = new BoardAlarm(line.GroupId, line.Name, threshold.Figure, level, last?.Level == level ? last.Since : now, threshold.Sounds && level == BoardLevel.Red);
                _alarms[key] = alarm == last ? last : alarm;
            }
        }

        foreach (var key in gone)
            _alarms.Remove(key);
        return [.. _alarms.Values.OrderByDescending(a => a.Level).ThenBy(a => a.Since).ThenBy(a => a.Group, StringComparer.Ordinal).ThenBy(a => a.Figure)];
    }
}

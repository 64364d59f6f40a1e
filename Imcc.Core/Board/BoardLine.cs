namespace Imcc.Core.Board;

/// <summary>One row of the board: a skill group, or all of them together.</summary>
public sealed record BoardLine
{
    /// <summary>Empty: all together.</summary>
    public required Guid GroupId { get; init; }

    /// <summary>Empty: all together.</summary>
    public required string Name { get; init; }

    /// <summary>By the group's hours.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>Those included whom an agent is being asked to take.</summary>
    public int Waiting { get; init; }

    /// <summary>Of those who wait: an agent is being asked.</summary>
    public int Ringing { get; init; }

    /// <summary>Since when the one who has waited longest waits.</summary>
    public DateTimeOffset? LongestSince { get; init; }

    public int InService { get; init; }

    public int WrapUp { get; init; }

    public int Parked { get; init; }

    public int MessagesLeft { get; init; }

    public StaffCount Staff { get; init; }

    public required TodayFigures Today { get; init; }

    /// <summary>Of the visits that began in the last half hour; 0 to 1.</summary>
    public double? ServiceLevelNow { get; init; }

    /// <summary>Null: nothing was handled today that could be reckoned with.</summary>
    public StaffForecast? Forecast { get; init; }

    /// <summary>In the figure's own unit (<see cref="BoardFigure"/>); null: there is nothing to judge.</summary>
    public double? Of(BoardFigure figure, DateTimeOffset now) => figure switch
    {
        BoardFigure.Waiting => Waiting,
        BoardFigure.LongestWait => LongestSince is { } since ? Math.Max(0, (now - since).TotalSeconds) : null,
        BoardFigure.InService => InService,
        BoardFigure.Parked => Parked,
        BoardFigure.MessagesLeft => MessagesLeft,
        BoardFigure.WrapUp => WrapUp,
        // Who is closed needs nobody, unless somebody still waits.
        BoardFigure.FreeCapacity => IsOpen || Waiting > 0 ? Staff.FreeUnits : null,
        BoardFigure.ServiceLevelNow => ServiceLevelNow,
        BoardFigure.ServiceLevel => Today.ServiceLevel,
        BoardFigure.AbandonRate => Today.AbandonRate,
        BoardFigure.Asa => Today.Asa / 1000,
        BoardFigure.ForecastLevel => IsOpen ? Forecast?.ServiceLevel : null,
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
    };
}

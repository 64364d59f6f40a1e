using System.Collections.Immutable;

namespace Imcc.Core.Board;

/// <summary>The thresholds of a board: the organisation's, or a skill group's own in their place.</summary>
[GenerateSerializer, Immutable]
public sealed record BoardRules
{
    /// <summary>What can have a threshold, in the order of the screen.</summary>
    public static readonly IReadOnlyList<BoardFigure> Figures =
    [
        BoardFigure.Waiting, BoardFigure.LongestWait, BoardFigure.InService, BoardFigure.Parked, BoardFigure.FreeCapacity,
        BoardFigure.ServiceLevelNow, BoardFigure.ServiceLevel, BoardFigure.AbandonRate, BoardFigure.Asa, BoardFigure.ForecastLevel,
    ];

    public static readonly BoardRules Default = new()
    {
        Thresholds =
        [
            new(BoardFigure.Waiting, 5, 10),
            new(BoardFigure.LongestWait, 30, 60, Sounds: true),
            new(BoardFigure.FreeCapacity, 1, null),
            new(BoardFigure.ServiceLevelNow, .85, .7),
            new(BoardFigure.ServiceLevel, .85, .7),
            new(BoardFigure.AbandonRate, .05, .1),
            new(BoardFigure.Asa, 20, 60),
            new(BoardFigure.ForecastLevel, .85, .7),
        ],
    };

    /// <summary>At most one for each figure; a figure without one is never bad.</summary>
    [Id(0)] public ImmutableArray<BoardThreshold> Thresholds { get; init; } = [];

    public BoardThreshold? Of(BoardFigure figure)
    {
        foreach (var threshold in Thresholds)
        {
            if (threshold.Figure == figure)
                return threshold;
        }

        return null;
    }

    /// <param name="value">Null: there is nothing to judge.</param>
    public BoardLevel LevelOf(BoardFigure figure, double? value) => value is { } known && Of(figure) is { } threshold ? threshold.LevelOf(known) : BoardLevel.Good;
}

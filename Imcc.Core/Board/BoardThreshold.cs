namespace Imcc.Core.Board;

/// <summary>From where on a figure is amber, and red.</summary>
/// <param name="Amber">In the figure's own unit: a number, seconds, or a share of 1; null: never.</param>
/// <param name="Sounds">When it turns red it is heard on open boards.</param>
[GenerateSerializer, Immutable]
public sealed record BoardThreshold(
    [property: Id(0)] BoardFigure Figure,
    [property: Id(1)] double? Amber,
    [property: Id(2)] double? Red,
    [property: Id(3)] bool Sounds = false)
{
    /// <summary>Of shares of customers served and of free places, little is bad; of everything else, much.</summary>
    public static bool IsLowBad(BoardFigure figure) => figure is BoardFigure.FreeCapacity or BoardFigure.ServiceLevelNow or BoardFigure.ServiceLevel or BoardFigure.ForecastLevel;

    public static bool IsShare(BoardFigure figure) => figure is BoardFigure.ServiceLevelNow or BoardFigure.ServiceLevel or BoardFigure.AbandonRate or BoardFigure.ForecastLevel;

    /// <summary>Much: at the threshold it is reached. Little: below it.</summary>
    public BoardLevel LevelOf(double value) => Beyond(value, Red) ? BoardLevel.Red : Beyond(value, Amber) ? BoardLevel.Amber : BoardLevel.Good;

    private bool Beyond(double value, double? threshold) => threshold is { } t && (IsLowBad(Figure) ? value < t : value >= t);
}

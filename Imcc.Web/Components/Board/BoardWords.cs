using System.Globalization;
using Imcc.Core.Board;
using Imcc.Web.Components.Reports;

namespace Imcc.Web.Components.Board;

/// <summary>How the board says its figures.</summary>
internal static class BoardWords
{
    /// <param name="value">0 to 1; null: there is nothing to divide by.</param>
    public static string Share(double? value) => value is { } share ? share.ToString("P1", CultureInfo.CurrentCulture) : "–";

    /// <param name="ms">In ms.</param>
    public static string Span(double? ms) => ms is { } known ? ReportWords.Span(known) : "–";

    public static string Number(double value) => value.ToString("0.0", CultureInfo.CurrentCulture);

    public static string Tone(BoardLevel level) => level switch
    {
        BoardLevel.Red => "red",
        BoardLevel.Amber => "amber",
        _ => "",
    };

    public static string Dot(BoardAgentState state) => state switch
    {
        BoardAgentState.Ready => "green",
        BoardAgentState.Busy => "red",
        BoardAgentState.Offline => "grey",
        _ => "amber",
    };
}

using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Desk;

/// <summary>A stretch of time as a person says it.</summary>
public static class SpanWords
{
    public static string Of(TimeSpan span, IStringLocalizer<DeskText> words)
    {
        var s = (long)Math.Max(0, span.TotalSeconds);
        return s switch
        {
            < 60 => words["Time.Second", s],
            < 3600 => words["Time.Minute", s / 60, $"{s % 60:00}"],
            < 86400 => words["Time.Hour", s / 3600, $"{s % 3600 / 60:00}"],
            _ => words["Time.Day", s / 86400],
        };
    }
}

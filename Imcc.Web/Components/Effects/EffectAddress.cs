using System.Globalization;
using Imcc.Infrastructure.Misses;

namespace Imcc.Web.Components.Effects;

/// <summary>Where the report of answers' effects is; what is looked at stands in the address.</summary>
internal sealed record EffectAddress(EffectSubject Subject, DateOnly From, DateOnly To, Guid? Account)
{
    public const string Page = "/reports/answers";
    public const string File = "/reports/answers/export";

    public string Url => $"{Page}?{Query}";

    private string Query =>
        FormattableString.Invariant($"of={Subject}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}") + (Account is { } account ? "&account=" + account : "");

    public string ExportUrl(string format) => $"{File}?{Query}&format={format}";

    public static string Of(EffectSubject subject) => $"{Page}?of={subject}";

    /// <param name="today">What is not said ends today and began a month before.</param>
    public static EffectAddress Read(string? of, string? from, string? to, string? account, DateOnly today)
    {
        var end = Day(to) ?? today;
        var begin = Day(from) is { } asked && asked <= end ? asked : end.AddDays(-29);
        return new(
            Enum.TryParse<EffectSubject>(of, out var subject) && Enum.IsDefined(subject) ? subject : EffectSubject.Rules, end.DayNumber - begin.DayNumber >= AnswerEffects.MostDays ? end.AddDays(1 - AnswerEffects.MostDays) : begin, end,
            Guid.TryParse(account, out var id) ? id : null);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

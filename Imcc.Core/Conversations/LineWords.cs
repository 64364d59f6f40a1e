using System.Globalization;
using Imcc.Core.Organisation;

namespace Imcc.Core.Conversations;

/// <summary>The account's texts about waiting, with what is known filled in.</summary>
public static class LineWords
{
    private static readonly char[] SentenceEnds = ['。', '！', '？', '；', '，', '!', '?', ';', ',', '\n'];

    /// <summary>
    /// Fills in <c>{ahead}</c> and <c>{wait}</c> (whole minutes, at least 1). A clause that speaks of what is not known is left out, and so are both for whoever
    /// does not wait at all.
    /// </summary>
    public static string Fill(string text, LineForecast? forecast)
    {
        if (forecast is null or { Ahead: 0, Wait.Ticks: 0 })
            return Without(Without(text, "{ahead}"), "{wait}");
        text = text.Replace("{ahead}", forecast.Ahead.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return forecast.Wait is { } wait
            ? text.Replace("{wait}", Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : Without(text, "{wait}");
    }

    /// <summary>What somebody is told whom the line cannot take. Who is sent away is not told that a message would be read.</summary>
    public static string For(EndReason reason, TurnAway way, SkillGroup group, Surroundings around)
    {
        var texts = around.Account.Texts;
        if (way == TurnAway.End)
            return Opens(texts.NotTaken, group, around);
        return reason switch
        {
            EndReason.OutOfHours => Opens(texts.Closed, group, around),
            EndReason.LineFull => texts.Full,
            EndReason.ChoseMessage => texts.LeaveMessage,
            _ => texts.WaitedTooLong,
        };
    }

    private static string Opens(string text, SkillGroup group, Surroundings around)
    {
        if (around.Directory.IsOpen(group, around.Now) || around.Directory.OpensNext(group, around.Now) is not { } opens || group.CalendarId is not { } id)
            return Without(text, "{opens}");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(around.Directory.Calendars[id].TimeZone);
        return text.Replace("{opens}", InWords(TimeZoneInfo.ConvertTime(opens, zone), TimeZoneInfo.ConvertTime(around.Now, zone)), StringComparison.Ordinal);
    }

    /// <summary>「今天 14:00」「明天 09:00」「11月25日 09:00」: as a person would say it.</summary>
    private static string InWords(DateTimeOffset at, DateTimeOffset now)
    {
        var days = (at.Date - now.Date).Days;
        var day = days switch
        {
            0 => "今天",
            1 => "明天",
            _ => at.ToString(at.Year == now.Year ? "M月d日" : "yyyy年M月d日", CultureInfo.InvariantCulture),
        };
        return $"{day} {at.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>The text without the clauses that hold the placeholder.</summary>
    private static string Without(string text, string placeholder)
    {
        for (var at = text.IndexOf(placeholder, StringComparison.Ordinal); at >= 0; at = text.IndexOf(placeholder, StringComparison.Ordinal))
        {
            var from = at;
            while (from > 0 && !EndsAt(text, from - 1))
                from--;
            var to = at;
            while (to < text.Length && !EndsAt(text, to))
                to++;
            to = to == text.Length ? -1 : to;
            var isLast = to < 0;
            var head = text[..from];
            // The clause before ends the sentence in its place.
            if (!isLast && head.Length > 0 && head[^1] is '，' or ',' && text[to] is not ('，' or ','))
                head = head[..^1] + text[to];
            text = isLast ? head : head + text[(to + 1)..];
        }

        return text.Trim();
    }

    /// <summary>A point ends a clause only where a space or nothing follows: not in a number or an address.</summary>
    private static bool EndsAt(string text, int at) => text[at] == '.' ? at + 1 == text.Length || text[at + 1] == ' ' : SentenceEnds.Contains(text[at]);
}

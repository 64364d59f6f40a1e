using System.Globalization;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Schedule;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Schedule;

/// <summary>What the screens of shifts have in common: their words, and how times and shares are written.</summary>
public abstract class ScheduleScreen : AdminScreen
{
    [Inject] public required IStringLocalizer<ScheduleText> S { get; init; }

    [Inject] public required ScreenClock Clock { get; init; }

    protected override IStringLocalizer Vocabulary => S;

    protected DateOnly Today => DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime);

    internal static string Percent(double? share) => share is { } value ? value.ToString("P1", CultureInfo.CurrentCulture) : "–";

    /// <summary>480 as 8 h, 90 as 1.5 h.</summary>
    internal static string Hours(int minutes) => (minutes / 60.0).ToString("0.##", CultureInfo.CurrentCulture) + " h";

    /// <summary>Down to the second: 1:02:05, 3:05.</summary>
    internal static string Exactly(TimeSpan span) => span >= TimeSpan.FromHours(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");

    /// <summary>09:00–18:00; what ends on the day after says so.</summary>
    internal static string Times(ShiftHours hours) => string.Create(CultureInfo.InvariantCulture, $"{Wall(hours.From)}–{Wall(hours.From + hours.Length)}{(hours.From + hours.Length > 24 * 60 ? " +1" : "")}");

    internal static string Wall(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60 % 24:00}:{minutes % 60:00}");

    internal static string Tone(ShiftHours? hours) => hours is null ? "" : "sh-" + hours.Colour.ToString().ToLowerInvariant();

    internal static string Tone(double? share) => share switch { null => "", < 0.85 => "bad", < 0.93 => "warn", _ => "good" };

    internal static string Weekday(DateOnly day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day.DayOfWeek);

    protected string Time(DateTimeOffset at) => Clock.Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    protected string SaidOf(SheetFault fault) => S["Fault_" + fault.Code, fault.Argument];

    /// <summary>What a problem says: in our own words, else in administration's.</summary>
    protected override string WordsOf(Problem problem)
    {
        var own = S["Problem_" + problem.Code, problem.Argument ?? ""];
        return own.ResourceNotFound ? L["Problem_" + problem.Code, problem.Argument ?? ""] : own;
    }

    /// <summary>The lines of a file that a person gave.</summary>
    /// <returns>Null: it is none that can be read.</returns>
    protected static async Task<SheetLines?> OpenAsync(InputFileChangeEventArgs e)
    {
        if (e.File.Size > SheetLines.MostBytes)
            return null;
        using var file = new MemoryStream();
        await using (var sent = e.File.OpenReadStream(SheetLines.MostBytes))
            await sent.CopyToAsync(file);
        file.Position = 0;
        try
        {
            return SheetLines.Open(file, e.File.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

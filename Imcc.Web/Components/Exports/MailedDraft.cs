using System.Globalization;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Exports;

namespace Imcc.Web.Components.Exports;

/// <summary>A mailed report as it is edited.</summary>
public sealed class MailedDraft
{
    public required Guid Id { get; init; }

    /// <summary>0: not saved yet.</summary>
    public long Revision { get; init; }

    public string Name { get; set; } = "";

    public string Query { get; set; } = "";

    public RelativePeriod Period { get; set; }

    public ReportMailFormat Format { get; set; } = ReportMailFormat.Excel;

    /// <summary>Bit 0 is Monday.</summary>
    public int Days { get; set; } = 0b001_1111;

    public TimeOnly? At { get; set; } = new(8, 0);

    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>With lines, commas or blanks between.</summary>
    public string Recipients { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public static MailedDraft Of(MailedReport r) => new()
    {
        Id = r.Id,
        Revision = r.Revision,
        Name = r.Name,
        Query = r.Query,
        Period = r.Period,
        Format = r.Format,
        Days = r.Times.Days,
        At = new(r.Times.Minute / 60, r.Times.Minute % 60),
        TimeZone = r.Times.TimeZone,
        Recipients = string.Join('\n', r.Recipients),
        Enabled = r.Enabled,
    };

    public static string AtOf(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    public void Toggle(int day) => Days ^= 1 << day;

    public bool Has(int day) => (Days >> day & 1) == 1;

    /// <summary>What the fields mean; no time is out of its range, and is refused.</summary>
    public WeeklyTimes ToTimes() => new(Days, At is { } at ? (at.Hour * 60) + at.Minute : -1, TimeZone);

    public MailedReport ToReport() => new()
    {
        Id = Id,
        Revision = Revision,
        Name = Name,
        Query = Query,
        Period = Period,
        Format = Format,
        Times = ToTimes(),
        Recipients = AddressList.Of(Recipients),
        Culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "zh-CN",
        Enabled = Enabled,
    };
}

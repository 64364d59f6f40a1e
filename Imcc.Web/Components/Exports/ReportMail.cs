using System.Globalization;
using System.Net;
using System.Text;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Components.Reports;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Exports;

/// <summary>A report as an e-mail: what it is of and its totals in the text, the rest as an attachment or as a table in the e-mail itself.</summary>
public sealed class ReportMail(ReportFile file, ReportWords words, IStringLocalizer<ReportsText> text, IStringLocalizer<ExportText> own, ScreenClock clock, PublicAddress site)
{
    /// <summary>Rows of a table in an e-mail; what is more is on screen.</summary>
    public const int MostRows = 300;

    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public MailDraft Make(MailedReport report, ReportAddress address, ReportTable table)
    {
        var days = address.From == address.To ? Day(address.From) : $"{Day(address.From)} – {Day(address.To)}";
        var subject = own["Mail.Subject", report.Name, days].Value;
        var totals = table.Kpis.Zip(table.Totals.Values, (k, v) => $"{text["K." + k.Key]}: {ReportWords.Value(k.Unit, v)}").ToList();
        var link = site.Url + address.Url;
        var counted = table.CountedUpTo is { } upTo ? text["CountedUpTo", clock.Full(upTo)].Value : text["NotCounted"].Value;
        var plain = new StringBuilder().AppendLine(text["R." + address.Preset.Key]).AppendLine(days).AppendLine().AppendJoin('\n', totals).AppendLine().AppendLine().AppendLine(counted).AppendLine(own["Mail.Link"]).AppendLine(link).ToString();
        var name = FormattableString.Invariant($"{Safe(report.Name)}-{address.From:yyyyMMdd}-{address.To:yyyyMMdd}");
        return report.Format switch
        {
            ReportMailFormat.Csv => new(subject, plain, File: new(name + ".csv", "text/csv", file.Csv(table, address))),
            ReportMailFormat.Table => new(subject, plain, Html(report, address, table, days, counted, link)),
            _ => new(subject, plain, File: new(name + ".xlsx", Workbook, Excel(address, table))),
        };
    }

    private byte[] Excel(ReportAddress address, ReportTable table)
    {
        using var book = new MemoryStream();
        file.Excel(book, table, address);
        return book.ToArray();
    }

    private string Html(MailedReport report, ReportAddress address, ReportTable table, string days, string counted, string link)
    {
        const string Cell = "border:1px solid #dde3ec;padding:4px 8px;white-space:nowrap";
        const string Number = Cell + ";text-align:right";
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body style=\"font:14px/1.5 'PingFang SC','Microsoft YaHei',sans-serif;color:#16202e\">")
            .Append(CultureInfo.InvariantCulture, $"<h2 style=\"font-size:17px;margin:0 0 4px\">{E(report.Name)}</h2><p style=\"margin:0 0 12px;color:#56637a\">{E(text["R." + address.Preset.Key])} · {E(days)}</p>")
            .Append(CultureInfo.InvariantCulture, $"<table style=\"border-collapse:collapse;font-size:13px\"><tr><th style=\"{Cell};text-align:left\">{E(text["By." + address.Rows])}</th>");
        if (address.Then != ReportDimension.None)
            html.Append(CultureInfo.InvariantCulture, $"<th style=\"{Cell};text-align:left\">{E(text["By." + address.Then])}</th>");
        foreach (var kpi in table.Kpis)
            html.Append(CultureInfo.InvariantCulture, $"<th style=\"{Number}\">{E(text["K." + kpi.Key])}</th>");
        html.Append("</tr>");
        foreach (var row in table.Rows.Take(MostRows))
            Line(words.Name(address.Rows, address.Interval, row.First, row.Name), words.Name(address.Then, address.Interval, row.Then, row.ThenName), row);
        Line(text["Total"], "", table.Totals);
        html.Append("</table>");
        if (table.Rows.Count > MostRows)
            html.Append(CultureInfo.InvariantCulture, $"<p>{E(own["Cut", MostRows, table.Rows.Count])}</p>");
        return html.Append(CultureInfo.InvariantCulture, $"<p style=\"color:#56637a;font-size:12px\">{E(counted)}</p><p><a href=\"{E(link)}\">{E(own["Mail.Link"])}</a></p></body></html>").ToString();

        void Line(string name, string then, ReportRow row)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"{Cell}\">{E(name)}</td>");
            if (address.Then != ReportDimension.None)
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"{Cell}\">{E(then)}</td>");
            foreach (var (kpi, value) in table.Kpis.Zip(row.Values))
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"{Number}\">{E(ReportWords.Value(kpi.Unit, value))}</td>");
            html.Append("</tr>");
        }
    }

    private static string E(string words) => WebUtility.HtmlEncode(words);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // What file systems and mail programs all take.
    private static string Safe(string name) => new([.. name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '_')]);
}

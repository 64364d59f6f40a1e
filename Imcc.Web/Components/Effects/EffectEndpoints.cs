using System.Globalization;
using System.Security.Claims;
using System.Text;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Effects;

/// <summary>The report of answers' effects as a file, of the same address as on screen.</summary>
public static class EffectEndpoints
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static IEndpointRouteBuilder MapAnswerEffects(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(EffectAddress.File, ExportAsync).RequireAuthorization(new AuthorizeAttribute { Roles = $"{Role.Admin},{Role.Editor},{Role.Lead}" }).ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, BadRequest>> ExportAsync(
        string? format, string? of, string? from, string? to, string? account, HttpContext http, AnswerEffects effects, ScreenClock clock, IStringLocalizer<EffectText> words, CancellationToken cancellationToken)
    {
        if (format is not ("csv" or "xlsx"))
            return TypedResults.BadRequest();
        var address = EffectAddress.Read(of, from, to, account, DateOnly.FromDateTime(clock.Local(clock.Now).DateTime));
        var effect = await effects.CountAsync(Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!), address.Subject, address.From, address.To, clock.Zone, address.Account, cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        var name = FormattableString.Invariant($"answers-{address.Subject}-{address.From:yyyy-MM-dd}-{address.To:yyyy-MM-dd}.{format}").ToLowerInvariant();
        var head = Head(words, address.Subject);
        var lines = effect.Lines.Select(l => Line(l, l.Name.Length > 0 ? l.Name : words["Gone"])).Append(Line(effect.Total, words["Total"])).ToList();
        if (format == "csv")
            return TypedResults.File(Csv(head, lines), "text/csv; charset=utf-8", name);
        using var book = new MemoryStream();
        ReportWorkbook.Write(book, words["R." + address.Subject], head, lines);
        return TypedResults.File(book.ToArray(), Workbook, name);
    }

    internal static IReadOnlyList<string> Head(IStringLocalizer<EffectText> words, EffectSubject subject) =>
        [words["Name." + subject], words["Hits"], words["Conversations"], words["Kept"], words["Asked"], words["MissedAfter"], words["Sent"], words["Useful"], words["NotUseful"]];

    internal static IReadOnlyList<object?> Line(EffectLine l, string name) => [name, l.Hits, l.Conversations, l.Kept, l.Asked, l.MissedAfter, l.Sent, l.Useful, l.NotUseful];

    internal static byte[] Csv(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<object?>> lines)
    {
        var file = new StringBuilder();
        foreach (var line in lines.Prepend(head))
            file.AppendJoin(',', line.Select(c => c is string text ? Cell(text) : Convert.ToString(c, CultureInfo.InvariantCulture))).Append("\r\n");
        // With a mark of its encoding: otherwise spreadsheets read Chinese as noise.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file.ToString())];
    }

    // What begins like a formula must not become one.
    private static string Cell(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Understands the rows of an article file: what each makes of an article, and what is wrong with its cells.</summary>
internal sealed class RecordReader(ImportNames names)
{
    private static readonly char[] Parting = [',', '，', ';', '；', '、', '|', '｜', '\n', '\r'];
    private static readonly HashSet<string> ForAgents = new(["坐席", "仅坐席", "内部", "agents", "agent", "internal"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> ForCustomers = new(["客户", "全部", "所有人", "公开", "customers", "customer", "all", "public"], StringComparer.OrdinalIgnoreCase);
    // What a spreadsheet shows where a formula came to nothing: nobody is to be answered with it.
    private static readonly HashSet<string> Errors = new(["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"], StringComparer.OrdinalIgnoreCase);
    private static readonly string[] DateFormats =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-M-d H:m", "yyyy/M/d H:m", "yyyy-M-d H:m:s", "yyyy/M/d H:m:s"];

    /// <param name="before">What the article says so far; cells of missing columns leave it so.</param>
    /// <param name="related">Ids by code, of what the database or the file has.</param>
    public (ArticleContent Content, IReadOnlyList<CellProblem> Problems) Read(ArticleRecord record, ArticleContent before, Func<string, Guid?> related)
    {
        List<CellProblem> problems = [.. record.Cells.Where(c => Errors.Contains(c.Value.Trim())).Select(c => new CellProblem(c.Key, nameof(RowFault.CellError), c.Value.Trim()))];
        var content = before with
        {
            Code = record.Has(ArticleColumn.Code) ? record[ArticleColumn.Code].Trim() : before.Code,
            Title = record[ArticleColumn.Title].ReplaceLineEndings(" "),
            Similar = record.Has(ArticleColumn.Similar) ? Lines(record[ArticleColumn.Similar]) : before.Similar,
            Tags = record.Has(ArticleColumn.Tags) ? Parts(record[ArticleColumn.Tags]) : before.Tags,
            Answer = Answer(record, before.Answer),
        };
        if (record.Has(ArticleColumn.Category) && ImportNames.PathOf(record[ArticleColumn.Category]) is { Length: > 0 } path)
        {
            content = content with { CategoryId = names.Category(path) };
            if (content.CategoryId is null)
                problems.Add(new(ArticleColumn.Category, nameof(ArticleFault.Unknown), path));
        }

        if (record[ArticleColumn.OrgUnit].Trim() is { Length: > 0 } unit)
        {
            if (names.Unit(unit) is { } unitId)
                content = content with { OrgUnitId = unitId };
            else
                problems.Add(new(ArticleColumn.OrgUnit, nameof(ArticleFault.OrgUnitForeign), unit));
        }

        if (record.Has(ArticleColumn.Accounts))
            content = content with { Accounts = Found(ArticleColumn.Accounts, names.Account) };
        if (record.Has(ArticleColumn.Related))
            content = content with { Related = Found(ArticleColumn.Related, related) };
        content = content with
        {
            Audience = AudienceOf(record, content, before, problems),
            ValidFrom = record.Has(ArticleColumn.ValidFrom) ? Time(ArticleColumn.ValidFrom, isEnd: false) : before.ValidFrom,
            ValidUntil = record.Has(ArticleColumn.ValidUntil) ? Time(ArticleColumn.ValidUntil, isEnd: true) : before.ValidUntil,
        };
        return (ArticleTidy.Of(content), problems);

        ImmutableArray<Guid> Found(ArticleColumn column, Func<string, Guid?> find)
        {
            var found = ImmutableArray.CreateBuilder<Guid>();
            foreach (var name in Parts(record[column]))
            {
                if (find(name) is { } id)
                    found.Add(id);
                else
                    problems.Add(new(column, nameof(ArticleFault.Unknown), name));
            }

            return found.ToImmutable();
        }

        DateTimeOffset? Time(ArticleColumn column, bool isEnd)
        {
            var cell = record[column].Trim();
            if (cell.Length == 0)
                return null;
            if (TimeOf(cell, isEnd) is { } time)
                return time;
            problems.Add(new(column, nameof(RowFault.DateBad), cell));
            return null;
        }
    }

    /// <summary>Which column a field's problem is shown at.</summary>
    public static ArticleColumn? ColumnOf(string field) => field switch
    {
        nameof(ArticleContent.CategoryId) => ArticleColumn.Category,
        nameof(ArticleContent.OrgUnitId) => ArticleColumn.OrgUnit,
        $"{nameof(ArticleAnswer.Texts)}.{nameof(ChannelKind.WeChat)}" => ArticleColumn.WeChatText,
        $"{nameof(ArticleAnswer.Texts)}.{nameof(ChannelKind.WebChat)}" => ArticleColumn.WebChatText,
        _ => Enum.TryParse<ArticleColumn>(field, out var column) ? column : null,
    };

    /// <summary>A day alone begins, or as an end is over, at midnight in the zone of the organisation's calendars.</summary>
    internal static DateTimeOffset? TimeOf(string cell, bool isEnd)
    {
        if (DateTime.TryParseExact(cell, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(CalendarRules.DefaultZone);
            var isDay = !cell.Contains(':', StringComparison.Ordinal);
            var at = isEnd && isDay ? local.AddDays(1) : local;
            return new DateTimeOffset(at, zone.GetUtcOffset(at)).ToUniversalTime();
        }

        return cell.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;
    }

    /// <summary>As <see cref="TimeOf"/> reads it again.</summary>
    internal static string Said(DateTimeOffset? time) =>
        time is { } at ? TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(CalendarRules.DefaultZone)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";

    private static ArticleAnswer Answer(ArticleRecord record, ArticleAnswer before)
    {
        var texts = before.Texts;
        foreach (var (column, channel) in new[] { (ArticleColumn.WeChatText, ChannelKind.WeChat), (ArticleColumn.WebChatText, ChannelKind.WebChat) })
        {
            if (record.Has(column))
                texts = texts.SetItem(channel, record[column]);
        }

        var link = !record.Has(ArticleColumn.LinkUrl) ? before.Link
            : record[ArticleColumn.LinkUrl].Trim() is not { Length: > 0 } address ? null
            : new LinkContent(record[ArticleColumn.LinkTitle].Trim() is { Length: > 0 } title ? title : record[ArticleColumn.Title], record[ArticleColumn.LinkDescription], address);
        return before with
        {
            Text = record.Has(ArticleColumn.Text) ? record[ArticleColumn.Text] : before.Text,
            Texts = texts,
            RichText = record.Has(ArticleColumn.RichText) ? record[ArticleColumn.RichText] : before.RichText,
            Flow = record.Has(ArticleColumn.Flow) ? record[ArticleColumn.Flow] : before.Flow,
            Link = link,
        };
    }

    // Where the file does not say it: what answers nothing is for agents, who see what belongs to it.
    private static Audience AudienceOf(ArticleRecord record, ArticleContent content, ArticleContent before, List<CellProblem> problems)
    {
        var word = record[ArticleColumn.Audience].Trim();
        if (ForAgents.Contains(word))
            return Audience.Agents;
        if (ForCustomers.Contains(word))
            return Audience.Customers;
        if (word.Length > 0)
            problems.Add(new(ArticleColumn.Audience, nameof(RowFault.WordUnknown), word));
        if (before.Title.Length > 0)
            return before.Audience;
        var answer = content.Answer;
        return answer.For(ChannelKind.WebChat).IsEmpty && answer.For(ChannelKind.WeChat).IsEmpty && string.IsNullOrWhiteSpace(answer.RichText) && string.IsNullOrWhiteSpace(answer.Flow) ? Audience.Agents : Audience.Customers;
    }

    private static ImmutableArray<string> Lines(string cell) => [.. cell.Split(['\n', '\r', '|', '｜'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static ImmutableArray<string> Parts(string cell) => [.. cell.Split(Parting, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}

/// <param name="Fault">An <see cref="ArticleFault"/> or <see cref="RowFault"/> by name.</param>
internal sealed record CellProblem(ArticleColumn? Column, string Fault, object? Argument = null);

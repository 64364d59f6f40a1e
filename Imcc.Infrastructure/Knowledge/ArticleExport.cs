using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticleExport"/>
internal sealed class ArticleExport(IDbContextFactory<DirectoryContext> contexts) : IArticleExport
{
    private const int Piece = 500;

    private static readonly ArticleColumn[] Columns = Enum.GetValues<ArticleColumn>();

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public async Task<int> WriteAsync(
        Guid personId, ArticleFilter filter, ArticleFormat format, Stream target, bool english = false, IProgress<int>? done = null, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        var names = await ImportNames.LoadAsync(context, rights, cancellationToken);
        var rows = ArticleLists.InOrder(await ArticleLists.WhereAsync(context, rights, filter, cancellationToken), filter.Order).Select(a => new { a.Content, a.Stage });
        var codes = await context.Articles.Where(a => a.Code != null).Select(a => new { a.Id, a.Code }).ToDictionaryAsync(a => a.Id, a => a.Code!, cancellationToken);
        var count = 0;
        // The writers of sheets read row by row, on a thread of their own.
        await Task.Run(() => WriteAsync(format, Read(), target, english, cancellationToken), cancellationToken);
        done?.Report(count);
        return count;

        IEnumerable<IReadOnlyList<string>> Read()
        {
            foreach (var row in rows)
            {
                if (++count % Piece == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    done?.Report(count);
                }

                yield return Cells(ArticleJson.Read(row.Content), row.Stage, names, codes);
            }
        }
    }

    public Task WriteTemplateAsync(ArticleFormat format, Stream target, bool english = false, CancellationToken cancellationToken = default)
    {
        var texts = ImmutableDictionary<ChannelKind, string>.Empty;
        ArticleContent[] samples =
        [
            ArticleContent.Blank(Guid.Empty) with
            {
                Code = "CARD-001",
                Title = "信用卡怎么挂失",
                Similar = ["信用卡丢了怎么办", "卡不见了要怎么处理"],
                Answer = new("请登录手机银行，在「信用卡-挂失」中办理，即时生效。", texts, "", [], new("挂失须知", null, "https://www.example.com/card/loss")),
                Tags = ["信用卡", "挂失"],
            },
            ArticleContent.Blank(Guid.Empty) with { Code = "CARD-002", Title = "挂失手续费是多少", Similar = ["挂失收费吗"], Answer = new("挂失免费，补卡工本费 20 元。", texts, "", []), Tags = ["信用卡", "收费"] },
        ];
        var names = new ImportNames();
        return WriteAsync(format, samples.Select(s => Cells(s, ArticleStage.Draft, names, [])), target, english, cancellationToken);
    }

    public async Task WriteRefusedAsync(ArticleImport import, Func<RefusedRow, string> say, Stream target, CancellationToken cancellationToken = default)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(true), leaveOpen: true);
        await writer.WriteAsync(ArticleCsv.Line(["行 / row", "列 / column", "标题 / title", "原因 / why"]).AsMemory(), cancellationToken);
        foreach (var row in import.Refused)
            await writer.WriteAsync(ArticleCsv.Line([$"{row.Row}", row.Column is { } column ? ArticleHeadings.Names(english: false)[(int)column] : "", row.Title, say(row)]).AsMemory(), cancellationToken);
    }

    private static async Task WriteAsync(ArticleFormat format, IEnumerable<IReadOnlyList<string>> rows, Stream target, bool english, CancellationToken cancellationToken)
    {
        var headings = ArticleHeadings.Names(english);
        switch (format)
        {
            case ArticleFormat.Excel:
                // The workbook's writer goes back to its beginning, which a response cannot.
                await using (var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose))
                {
                    ArticleWorkbook.Write(file, headings, rows);
                    file.Position = 0;
                    await file.CopyToAsync(target, cancellationToken);
                }

                break;
            case ArticleFormat.Csv:
                await using (var writer = new StreamWriter(target, new UTF8Encoding(true), leaveOpen: true))
                {
                    await writer.WriteAsync(ArticleCsv.Line(headings).AsMemory(), cancellationToken);
                    foreach (var row in rows)
                        await writer.WriteAsync(ArticleCsv.Line(row).AsMemory(), cancellationToken);
                }

                break;
            default:
                await using (var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true))
                {
                    foreach (var row in rows)
                        await writer.WriteAsync((JsonSerializer.Serialize(Fields(row), Json) + "\n").AsMemory(), cancellationToken);
                }

                break;
        }
    }

    // The names that other systems know: id, similar and tags as lists, body for the answer.
    private static Dictionary<string, object> Fields(IReadOnlyList<string> row)
    {
        var fields = new Dictionary<string, object>();
        foreach (var column in Columns.Where(c => row[(int)c].Length > 0 || c is ArticleColumn.Code or ArticleColumn.Similar or ArticleColumn.Text or ArticleColumn.Category))
        {
            var cell = row[(int)column];
            fields[column switch { ArticleColumn.Code => "id", ArticleColumn.Text => "body", _ => ArticleHeadings.Names(english: true)[(int)column].Replace(' ', '_') }] =
                column is ArticleColumn.Similar or ArticleColumn.Tags or ArticleColumn.Accounts or ArticleColumn.Related ? cell.Split('\n', StringSplitOptions.RemoveEmptyEntries) : cell;
        }

        return fields;
    }

    private static string[] Cells(ArticleContent content, ArticleStage stage, ImportNames names, Dictionary<Guid, string> codes) => [.. Columns.Select(column => column switch
    {
        ArticleColumn.Code => content.Code,
        ArticleColumn.Title => content.Title,
        ArticleColumn.Similar => string.Join('\n', content.Similar),
        ArticleColumn.Text => content.Answer.Text,
        ArticleColumn.WeChatText => content.Answer.Texts.GetValueOrDefault(ChannelKind.WeChat, ""),
        ArticleColumn.WebChatText => content.Answer.Texts.GetValueOrDefault(ChannelKind.WebChat, ""),
        ArticleColumn.RichText => content.Answer.RichText,
        ArticleColumn.LinkTitle => content.Answer.Link?.Title ?? "",
        ArticleColumn.LinkDescription => content.Answer.Link?.Description ?? "",
        ArticleColumn.LinkUrl => content.Answer.Link?.Url ?? "",
        ArticleColumn.Flow => content.Answer.Flow ?? "",
        ArticleColumn.Category => content.CategoryId is { } category ? names.CategoryPaths.GetValueOrDefault(category, "") : "",
        ArticleColumn.Tags => string.Join('\n', content.Tags),
        ArticleColumn.Audience => content.Audience is Audience.Agents ? "坐席" : "客户",
        ArticleColumn.OrgUnit => names.UnitNames.GetValueOrDefault(content.OrgUnitId, ""),
        ArticleColumn.Accounts => string.Join('\n', content.Accounts.Select(a => names.AccountKeys.GetValueOrDefault(a, "")).Where(k => k.Length > 0)),
        ArticleColumn.Related => string.Join('\n', content.Related.Select(r => codes.GetValueOrDefault(r, "")).Where(c => c.Length > 0)),
        ArticleColumn.ValidFrom => RecordReader.Said(content.ValidFrom),
        ArticleColumn.ValidUntil => RecordReader.Said(content.ValidUntil),
        ArticleColumn.Stage => stage.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    })];
}

using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using MiniExcelLibs;

namespace Imcc.Tests.Knowledge;

/// <summary>Article files in and out.</summary>
public sealed class ArticleImportTests(PostgresServer postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_file_is_taken_over_and_taken_again_it_changes_only_what_is_different(bool onPostgres)
    {
        await using var desk = await KnowledgeDesk.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        const string csv = "编码,标题,相似问,答案,分类,标签,失效时间,相关知识,自己的列\r\nK1,怎么挂失,\"卡丢了\n卡不见了\",请致电,信用卡/挂失,\"卡,急\",2026-12-31,K2,x\r\nK2,挂失费用,,\"免费, 补卡20元\",信用卡,,,,\r\n";
        var read = await ReadAsync(desk, Encoding.UTF8.GetBytes("\uFEFF" + csv));
        Assert.Equal((ImportPhase.Read, 2, 2, 0), (read.Phase, read.Rows, read.Good, read.RefusedCount));
        Assert.Equal("自己的列", Assert.Single(read.UnknownColumns));
        Assert.Equal(["信用卡", "信用卡/挂失"], read.NewCategories);
        Assert.Equal(0, (await desk.Articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 10)).Total);

        var written = await WriteAsync(desk, read, new(OrgUnitRow.RootId, Publish: true));
        Assert.Equal((ImportPhase.Done, 2, 0, 0), (written.Phase, written.Added, written.Changed, written.RefusedCount));
        var inForce = (await desk.InForceAsync()).ToDictionary(a => a.Title);
        var lost = inForce["怎么挂失"];
        Assert.Equal(["卡丢了", "卡不见了"], lost.Similar);
        Assert.Equal([inForce["挂失费用"].Id], lost.Related);
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero), lost.ValidUntil);
        Assert.Equal("信用卡 › 挂失", string.Join(CategoryTree.Separator, (await desk.Database.Get<IArticleShelf>().FindAsync([lost.Id]))[0].CategoryPath));

        // The same in GBK and with one cell changed: a column that is not there says nothing.
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetBytes("编码,标题,答案\r\nK1,怎么挂失,请致电\r\nK2,挂失费用,免费\r\n");
        written = await WriteAsync(desk, await ReadAsync(desk, gbk), new(OrgUnitRow.RootId, Publish: true));
        Assert.Equal((0, 1, 1), (written.Added, written.Changed, written.Unchanged));
        inForce = (await desk.InForceAsync()).ToDictionary(a => a.Title);
        Assert.Equal(("免费", 2, "卡"), (inForce["挂失费用"].Body, inForce["怎么挂失"].Similar.Length, inForce["怎么挂失"].Tags[0]));
    }

    [Fact]
    public async Task One_bad_row_changes_nothing_unless_it_is_to_be_left_out()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var lines = Enumerable.Range(1, 1_200).Select(i => $"{{\"id\":\"R{i}\",\"title\":\"问题{i}\",\"similar\":[\"说法{i}\"],\"body\":\"答{i}\",\"category\":\"目录\",\"set\":\"x\"}}").ToList();
        lines[700] = "{\"id\":\"R701\",\"title\":";
        lines[800] = "{\"id\":\"R1\",\"title\":\"又一个\"}";
        lines[900] = $"{{\"id\":\"R901\",\"title\":\"{new string('长', 201)}\",\"audience\":\"谁\",\"valid_until\":\"31.12.2026\",\"unit\":\"没有的\",\"related\":[\"R900\",\"没有\"]}}";
        var read = await ReadAsync(desk, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Assert.Equal((1_200, 1_197), (read.Rows, read.Good));
        Assert.Equal(
            ["701  JsonBad", "801 Code CodeTwice 1", "901 Audience WordUnknown 谁", "901 OrgUnit OrgUnitForeign 没有的", "901 Related Unknown 没有", "901 Title TooLong 200", "901 ValidUntil DateBad 31.12.2026"],
            read.Refused.Select(r => $"{r.Row} {r.Column} {r.Fault} {r.Argument}".TrimEnd()).Order(StringComparer.Ordinal));
        Assert.Equal(ImportStart.HasBadRows, await Imports(desk).WriteAsync(read.Id, desk.Admin, new(OrgUnitRow.RootId)));
        Assert.Equal(0, (await desk.Articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 10)).Total);

        var written = await WriteAsync(desk, read, new(OrgUnitRow.RootId, Publish: true, SkipBad: true));
        Assert.Equal((ImportPhase.Done, 1_197, 3), (written.Phase, written.Added, written.Refused.Select(r => r.Row).Distinct().Count()));
        Assert.Equal(1_197, (await desk.InForceAsync()).Count);
        Assert.Equal(ImportStart.NotReady, await Imports(desk).WriteAsync(read.Id, desk.Admin, new(OrgUnitRow.RootId)));
    }

    [Fact]
    public async Task A_file_that_is_none_is_told_what_it_lacks()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        async Task<string> Fault(byte[] file) => await ReadAsync(desk, file) is { Phase: ImportPhase.Failed } failed ? $"{failed.Fault} {failed.Argument}".TrimEnd() : "taken";
        Assert.Equal("Empty", await Fault([]));
        Assert.Equal("Empty", await Fault("标题,答案\r\n"u8.ToArray()));
        Assert.Equal("ColumnMissing 标题 / title", await Fault("编码,答案\r\n1,2\r\n"u8.ToArray()));
        Assert.Equal("ColumnTwice 标题", await Fault("标题,问题\r\n1,2\r\n"u8.ToArray()));
        Assert.Equal("UnknownKind", await Fault([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 1]));
        Assert.Equal("BadEncoding", await Fault([.. "标题,答案\r\n"u8, 0xFF, 0xFF, 0x81, 0x20, 0xFF]));
        Assert.Equal("BadWorkbook", await Fault([.. "PK\u0003\u0004"u8, 1, 2, 3, 4, 5, 6]));
        Assert.Equal("BadWorkbook", await Fault([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));
        using var other = new MemoryStream();
        other.SaveAs(new[] { new { 姓名 = "张三", 电话 = "1" } });
        Assert.Equal("ColumnMissing 标题 / title", await Fault(other.ToArray()));
        var id = await Imports(desk).BeginAsync(desk.Admin, "big.csv", new Endless(ArticleFile.MaxLength + 1));
        Assert.Equal((ImportPhase.Failed, ImportFault.TooLarge), (Imports(desk).Find(id, desk.Admin)!.Phase, Imports(desk).Find(id, desk.Admin)!.Fault));
        Assert.Null(Imports(desk).Find(id, Guid.Empty));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () => await Imports(desk).BeginAsync(await desk.PersonAsync("seat", Role.Agent), "x.csv", new MemoryStream()));
    }

    [Theory, InlineData(ArticleFormat.Excel), InlineData(ArticleFormat.Csv), InlineData(ArticleFormat.JsonLines)]
    public async Task What_goes_out_comes_in_the_same_and_is_no_formula(ArticleFormat format)
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var category = (await desk.Database.Get<ICategories>().AddAsync(desk.Admin, null, "信用卡")).Id;
        var fees = await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("费用") with { Code = "F" });
        var content = KnowledgeDesk.Article("=1+1 是什么", "-第一行\n\"第二行\", 完") with
        {
            Code = "A",
            Similar = ["+问", "@问", "'=问"],
            CategoryId = category,
            Tags = ["甲", "乙"],
            Audience = Audience.Agents,
            Related = [fees],
            ValidFrom = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
        content = content with { Answer = content.Answer with { RichText = "<p>好 &amp; 安全</p>", Link = new("链接", "说明", "https://example.com/a"), Texts = content.Answer.Texts.Add(ChannelKind.WeChat, "微信说") } };
        var id = await desk.SaveAsync(desk.Admin, content);
        using var file = new MemoryStream();
        Assert.Equal(2, await desk.Database.Get<IArticleExport>().WriteAsync(desk.Admin, ArticleFilter.All, format, file, english: format is ArticleFormat.Csv));
        if (format is ArticleFormat.Excel)
        {
            file.Position = 0;
            Assert.All(file.Query(useHeaderRow: true).SelectMany(r => ((IDictionary<string, object?>)r).Values).OfType<string>(), cell => Assert.DoesNotMatch("^[=+@-]", cell));
        }

        var before = (await desk.OpenAsync(id)).Content;
        await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("别的") with { Code = "A" }, id, 1);
        var written = await WriteAsync(desk, await ReadAsync(desk, file.ToArray()), new(OrgUnitRow.RootId));
        Assert.Equal((0, 1, 1), (written.Added, written.Changed, written.Unchanged));
        Assert.Equal([], ArticleDiff.Between(before, (await desk.OpenAsync(id)).Content).Select(c => c.Field));

        using var template = new MemoryStream();
        await desk.Database.Get<IArticleExport>().WriteTemplateAsync(format, template);
        Assert.Equal((ImportPhase.Read, 2), ((await ReadAsync(desk, template.ToArray())).Phase, (await ReadAsync(desk, template.ToArray())).Good));
    }

    [Theory, InlineData("gb18030"), InlineData("utf-8"), InlineData("utf-16")]
    public async Task A_sheet_that_a_spreadsheet_has_saved_in_its_own_encoding_comes_in_the_same(string encoding)
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var content = KnowledgeDesk.Article("‘喆’字卡怎么办，\"急\"", "第一行，含逗号\n第二行;分号\t制表") with { Code = "GBK-1", Similar = ["卡怎么办㐂", "办卡；急"], Tags = ["甲"] };
        var id = await desk.SaveAsync(desk.Admin, content);
        using var file = new MemoryStream();
        Assert.Equal(1, await desk.Database.Get<IArticleExport>().WriteAsync(desk.Admin, ArticleFilter.All, ArticleFormat.Csv, file));
        Assert.Equal(Encoding.UTF8.GetPreamble(), file.ToArray()[..3]);
        var text = Encoding.UTF8.GetString(file.ToArray()[3..]);
        var saved = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var written = await WriteAsync(desk, await ReadAsync(desk, [.. saved.GetPreamble(), .. saved.GetBytes(text)]), new(OrgUnitRow.RootId));
        Assert.Equal((0, 0, 1), (written.Added, written.Changed, written.Unchanged));
        await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("别的") with { Code = "GBK-1" }, id, 1);
        await WriteAsync(desk, await ReadAsync(desk, [.. saved.GetPreamble(), .. saved.GetBytes(text)]), new(OrgUnitRow.RootId));
        Assert.Equal([], ArticleDiff.Between(content, (await desk.OpenAsync(id)).Content).Select(c => c.Field));
    }

    [Fact]
    public async Task A_cancelled_import_keeps_what_is_written_and_whole_articles_only()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var read = await ReadAsync(desk, Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 5_000).Select(i => $"{{\"id\":{i},\"title\":\"问题{i}\",\"body\":\"答\"}}"))));
        Assert.Equal(ImportStart.Started, await Imports(desk).WriteAsync(read.Id, desk.Admin, new(OrgUnitRow.RootId, Publish: true)));
        while (Imports(desk).Find(read.Id, desk.Admin) is { Phase: ImportPhase.Writing, Done: 0 })
            await Task.Yield();
        Imports(desk).Cancel(read.Id, desk.Admin);
        await Imports(desk).GoingAsync(read.Id);
        var stopped = Imports(desk).Find(read.Id, desk.Admin)!;
        Assert.Equal((ImportPhase.Cancelled, true), (stopped.Phase, stopped.Added is > 0 and < 5_000));
        Assert.Equal((stopped.Added, stopped.Added), ((await desk.Articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 1)).Total, (await desk.InForceAsync()).Count));
    }

    [Fact]
    public async Task A_workbook_that_explains_itself_first_is_read_where_its_list_is()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        using var file = new MemoryStream();
        await file.SaveAsAsync(
            new Dictionary<string, object>
            {
                ["隐藏"] = new[] { new { A = "标题", B = "答案" } },
                ["说明"] = new[] { new { A = "请在下一张表里填写" } },
                ["知识"] = new[] { Line("某行知识库", "", ""), Line("", "", ""), Line("标题", "答案", "编码"), Line("热气球几点起飞", "早上六点。", 123456789012345678d), Line("热气球多少钱", "#REF!", 2d) },
            },
            printHeader: false,
            configuration: new MiniExcelLibs.OpenXml.OpenXmlConfiguration { DynamicSheets = [new("隐藏") { State = MiniExcelLibs.OpenXml.SheetState.Hidden }] },
            cancellationToken: TestContext.Current.CancellationToken);
        var read = await ReadAsync(desk, file.ToArray());
        Assert.Equal((ImportPhase.Read, 2, 1), (read.Phase, read.Rows, read.Good));
        Assert.Equal("5 Text CellError #REF!", string.Join(';', read.Refused.Select(r => $"{r.Row} {r.Column} {r.Fault} {r.Argument}")));
        await WriteAsync(desk, read, new(OrgUnitRow.RootId, Publish: true, SkipBad: true));
        var sheet = await desk.OpenAsync(Assert.Single(await desk.InForceAsync()).Id);
        Assert.Equal(("热气球几点起飞", "早上六点。"), (sheet.Content.Title, sheet.Content.Answer.Text));
        Assert.Matches("^1234567890123456[0-9]{2}$", sheet.Content.Code);

        static Dictionary<string, object> Line(params object[] cells) => cells.Index().ToDictionary(c => ((char)('A' + c.Index)).ToString(), c => c.Item);
    }

    private static ArticleImports Imports(KnowledgeDesk desk) => (ArticleImports)desk.Database.Get<IArticleImports>();

    private static async Task<ArticleImport> ReadAsync(KnowledgeDesk desk, byte[] file)
    {
        var id = await Imports(desk).BeginAsync(desk.Admin, "articles", new MemoryStream(file));
        await Imports(desk).GoingAsync(id);
        return Imports(desk).Find(id, desk.Admin)!;
    }

    private static async Task<ArticleImport> WriteAsync(KnowledgeDesk desk, ArticleImport read, ImportChoices choices)
    {
        Assert.Equal(ImportStart.Started, await Imports(desk).WriteAsync(read.Id, desk.Admin, choices));
        await Imports(desk).GoingAsync(read.Id);
        return Imports(desk).Find(read.Id, desk.Admin)!;
    }

    private sealed class Endless(long length) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var next = (int)Math.Min(count, length - _read);
            Array.Fill(buffer, (byte)'a', offset, next);
            _read += next;
            return next;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Reasons;
using static Imcc.Tests.Reasons.Trees;

namespace Imcc.Tests.Reasons;

public sealed class ReasonSheetTests
{
    private static readonly ImmutableArray<ReasonNode> Nodes = Of("信用卡/账单/账单分期:分期 手续费", "信用卡/挂失补卡:丢了", "贷款/提前还款");
    private int _made;

    [Fact]
    public void A_tree_comes_back_from_its_workbook_as_it_was()
    {
        var odd = ReasonEdits.Change(Nodes, Nodes[^1] with { Name = "=1+1", Keywords = ["+86", "@您", "-"], Enabled = false }).Nodes;
        using var book = new MemoryStream();
        ReasonWorkbook.Write(book, odd);
        book.Position = 0;
        var (rows, problems) = ReasonWorkbook.Read(book);
        Assert.Empty(problems);
        var read = ReasonSheet.Read(rows, odd, New);
        Assert.Empty(read.Problems);
        Assert.Empty(ReasonChange.Between(odd, read.Nodes));
    }

    [Fact]
    public void No_cell_of_a_workbook_begins_like_a_formula()
    {
        using var book = new MemoryStream();
        ReasonWorkbook.Write(book, ReasonEdits.Change(Nodes, Nodes[0] with { Name = "=HYPERLINK(\"http://x\")", Keywords = ["@SUM(A1)"] }).Nodes);
        using var archive = new ZipArchive(new MemoryStream(book.ToArray()));
        var sheet = new StreamReader(archive.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open()).ReadToEnd();
        Assert.DoesNotContain("<x:f", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain(">=HYPERLINK", sheet, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", System.Net.WebUtility.HtmlDecode(sheet), StringComparison.Ordinal);
        Assert.Contains("'@SUM", System.Net.WebUtility.HtmlDecode(sheet), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_that_was_renamed_or_moved_in_the_sheet_keeps_its_id_by_its_code()
    {
        var read = Read(Row("R1", "卡片业务"), Row("R2", "卡片业务", "账单服务"), Row("R4", "卡片业务", "账单服务", "挂失补卡"), Row("", "贷款"), Row("R6", "贷款", "提前还款"));
        Assert.Empty(read.Problems);
        Assert.Equal(Nodes.Find("挂失补卡"), read.Nodes.Single(n => n.Name == "挂失补卡").Id);
        Assert.Equal(Nodes.Find("贷款"), read.Nodes.Single(n => n.Name == "贷款").Id);
        Assert.Equal(
            [(ReasonChangeKind.Renamed, "卡片业务"), (ReasonChangeKind.Renamed, "卡片业务 › 账单服务"), (ReasonChangeKind.Moved, "卡片业务 › 账单服务 › 挂失补卡"), (ReasonChangeKind.Keywords, "卡片业务 › 账单服务 › 挂失补卡"), (ReasonChangeKind.Removed, "信用卡 › 账单 › 账单分期")],
            ReasonChange.Between(Nodes, read.Nodes).Select(c => (c.Kind, c.Path)));
    }

    [Fact]
    public void A_heading_without_a_row_of_its_own_is_made_and_gets_a_code()
    {
        var read = Read(Row("M1", "手机银行", "登录", "登录失败"));
        Assert.Empty(read.Problems);
        Assert.Equal("手机银行 -登录 --登录失败", ((ImmutableArray<ReasonNode>)[.. read.Nodes]).Shown());
        Assert.All(read.Nodes, n => Assert.NotEqual("", n.Code));
        Assert.Equal(3, read.Nodes.Select(n => n.Code).Distinct().Count());
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_with_its_row_and_nothing_else_is_wrong()
    {
        var read = ReasonSheet.Read(
            [
                new(2, "A", ["信用卡", "", "", "", ""], "", "是"),
                new(3, "A", ["信用卡", "账单", "", "", ""], "", "也许"),
                new(4, "B", ["信用卡", "", "分期", "", ""], "", ""),
                new(5, "C", ["信用卡", "", "", "", ""], "", ""),
                new(6, "D", ["", "", "", "", ""], "", ""),
                new(7, "E!", ["贷款", "", "", "", ""], "", "否"),
            ],
            Nodes, New);
        Assert.Equal(
            [(3, ReasonFault.EnabledUnknown), (3, ReasonFault.CodeTwice), (4, ReasonFault.LevelSkipped), (5, ReasonFault.PathTwice), (6, ReasonFault.NameMissing), (7, ReasonFault.CodeCharacters)],
            read.Problems.Select(p => (p.Row, p.Fault)).OrderBy(p => p.Row).ThenBy(p => p.Fault == ReasonFault.CodeTwice));
    }

    [Fact]
    public void Siblings_stand_as_the_sheet_has_them()
    {
        var read = Read(Row("R5", "贷款"), Row("R1", "信用卡"), Row("R4", "信用卡", "挂失补卡"), Row("R2", "信用卡", "账单"));
        Assert.Equal("贷款 信用卡 -挂失补卡 -账单", ((ImmutableArray<ReasonNode>)[.. read.Nodes]).Shown());
    }

    [Fact]
    public void Any_tree_written_and_read_is_the_same_tree()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var dice = new Random(seed);
            ImmutableArray<ReasonNode> nodes = [];
            for (var i = 0; i < 40; i++)
            {
                var edit = ReasonEdits.Add(nodes, Id(seed * 100 + i + 1), nodes.IsEmpty || dice.Next(4) == 0 ? null : nodes[dice.Next(nodes.Length)].Id, dice.Next(5), "原因" + i);
                nodes = edit.Nodes;
                if (edit.Fault is null && dice.Next(3) == 0)
                    nodes = ReasonEdits.Change(nodes, nodes.Single(n => n.Id == Id(seed * 100 + i + 1)) with { Keywords = ["词" + i, "k" + i], Enabled = dice.Next(2) == 0 }).Nodes;
            }

            var read = ReasonSheet.Read(ReasonSheet.Write(nodes), nodes, New);
            Assert.Empty(read.Problems);
            Assert.Empty(ReasonChange.Between(nodes, read.Nodes));
        }
    }

    [Theory]
    [InlineData("<x:dimension ref=\"A1:XFD300\"/>")]
    [InlineData("<x:dimension ref=\"$A$1:$XFD$300\"/>")]
    public void A_small_workbook_that_claims_thousands_of_columns_is_refused_before_any_cell_is_made(string dimension)
    {
        using var book = new MemoryStream();
        ReasonWorkbook.Write(book, Nodes);
        using (var archive = new ZipArchive(book, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal));
            string sheet;
            using (var reader = new StreamReader(entry.Open()))
                sheet = reader.ReadToEnd();
            var name = entry.FullName;
            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(Regex.Replace(sheet, "<x:dimension [^>]*/>", "").Replace("<x:sheetData>", dimension + "<x:sheetData>", StringComparison.Ordinal));
        }

        book.Position = 0;
        Assert.Throws<InvalidDataException>(() => ReasonWorkbook.Read(book));
    }

    [Fact]
    public void What_is_no_workbook_is_refused_and_a_workbook_of_something_else_says_what_it_should_be()
    {
        Assert.Throws<InvalidDataException>(() => ReasonWorkbook.Read(new MemoryStream("编码,一级"u8.ToArray())));
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("a.txt").Open();
            entry.WriteByte(1);
        }

        zip.Position = 0;
        Assert.Throws<InvalidDataException>(() => ReasonWorkbook.Read(zip));
        using var other = new MemoryStream();
        MiniExcelLibs.MiniExcel.SaveAs(other, new[] { new { 姓名 = "张三", 电话 = "138" } });
        other.Position = 0;
        Assert.Equal([ReasonFault.NoHeader], ReasonWorkbook.Read(other).Problems.Select(p => p.Fault));
    }

    private static ReasonSheetRow Row(string code, params string[] levels) => new(0, code, [.. levels, .. Enumerable.Repeat("", 5 - levels.Length)], "", "是");

    private ReasonSheetReading Read(params ReasonSheetRow[] rows) => ReasonSheet.Read([.. rows.Select((r, i) => r with { Number = i + 2 })], Nodes, New);

    private Guid New() => Id(900_000 + ++_made);
}

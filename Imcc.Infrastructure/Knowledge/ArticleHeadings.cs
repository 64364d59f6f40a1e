namespace Imcc.Infrastructure.Knowledge;

/// <summary>The headings of article files: one Chinese and one English name each to write, more to read. Case, blanks and underscores make no difference.</summary>
internal static class ArticleHeadings
{
    private static readonly (ArticleColumn Column, string Chinese, string English, string[] Others)[] All =
    [
        (ArticleColumn.Code, "编码", "code", ["外部编码", "编号", "id"]),
        (ArticleColumn.Title, "标题", "title", ["标准问", "标准问题", "问题", "question"]),
        (ArticleColumn.Similar, "相似问", "similar", ["相似问题", "similar questions"]),
        (ArticleColumn.Text, "答案", "answer", ["回答", "内容", "答案内容", "body", "text"]),
        (ArticleColumn.WeChatText, "微信答案", "wechat answer", []),
        (ArticleColumn.WebChatText, "网页答案", "web answer", ["网页聊天答案"]),
        (ArticleColumn.RichText, "富文本答案", "rich text", ["富文本", "html"]),
        (ArticleColumn.LinkTitle, "链接标题", "link title", []),
        (ArticleColumn.LinkDescription, "链接说明", "link description", []),
        (ArticleColumn.LinkUrl, "链接地址", "link", ["链接", "link url", "url"]),
        (ArticleColumn.Flow, "流程", "flow", []),
        (ArticleColumn.Category, "分类", "category", ["类目", "目录"]),
        (ArticleColumn.Tags, "标签", "tags", []),
        (ArticleColumn.Audience, "受众", "audience", ["可见范围"]),
        (ArticleColumn.OrgUnit, "机构", "unit", ["所属机构", "org unit"]),
        (ArticleColumn.Accounts, "渠道账号", "accounts", ["账号"]),
        (ArticleColumn.Related, "相关知识", "related", ["相关"]),
        (ArticleColumn.ValidFrom, "生效时间", "valid from", ["生效日期"]),
        (ArticleColumn.ValidUntil, "失效时间", "valid until", ["失效日期", "有效期至"]),
        (ArticleColumn.Stage, "状态", "state", ["stage"]),
    ];

    private static readonly Dictionary<string, ArticleColumn> ByName =
        All.SelectMany(h => h.Others.Append(h.Chinese).Append(h.English), (h, name) => (Name: Plain(name), h.Column)).ToDictionary(p => p.Name, p => p.Column, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names(bool english) => [.. All.Select(h => english ? h.English : h.Chinese)];

    public static ArticleColumn? Find(string heading) => ByName.TryGetValue(Plain(heading), out var column) ? column : null;

    /// <summary>Which column each place of a heading line is; null: it means nothing here.</summary>
    /// <exception cref="ImportException">A column is missing, or there twice.</exception>
    public static (IReadOnlyList<ArticleColumn?> Columns, IReadOnlyList<string> Unknown) Read(IReadOnlyList<string> headings)
    {
        List<ArticleColumn?> columns = [.. headings.Select(Find)];
        if (columns.Where(c => c is not null).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ImportException(ImportFault.ColumnTwice, All.First(h => h.Column == twice.Key).Chinese);
        if (!columns.Contains(ArticleColumn.Title))
            throw new ImportException(ImportFault.ColumnMissing, "标题 / title");
        return (columns, [.. headings.Where((h, i) => columns[i] is null && h.Trim().Length > 0).Select(h => h.Trim())]);
    }

    private static string Plain(string heading) => new([.. heading.Trim().TrimStart('\uFEFF').ToLowerInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '*'))]);
}

/// <summary>A file that cannot be taken at all.</summary>
internal sealed class ImportException(ImportFault fault, object? argument = null, Exception? inner = null) : Exception($"{fault} {argument}", inner)
{
    public ImportFault Fault => fault;

    public object? Argument => argument;
}

using System.Globalization;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>
/// Keyword rules as lines of a sheet and back: one a rule, known by its name. Several patterns stand under each other in their cell, several texts
/// are parted by a line of dashes. What a cell cannot hold (pictures, an article) stays as it is.
/// </summary>
internal static class KeywordSheet
{
    public static readonly string[] Columns = ["名称", "精确", "前缀", "包含", "同时包含", "正则", "菜单键", "回复", "链接标题", "链接地址", "转技能组", "账号", "优先级", "模糊", "启用", "生效", "失效", "流程"];
    public static readonly string[] English = ["name", "exact", "prefix", "contains", "all of", "regex", "menu key", "answer", "link title", "link address", "skill group", "accounts", "priority", "fuzzy", "enabled", "valid from", "valid until", "flow"];

    private const string Divider = "\n---\n";
    private const string Moment = "yyyy-MM-dd HH:mm";
    private static readonly KeywordKind[] Kinds = [KeywordKind.Exact, KeywordKind.Prefix, KeywordKind.Contains, KeywordKind.AllOf, KeywordKind.Regex, KeywordKind.Tap];
    private static readonly HashSet<string> Yes = new(["是", "启用", "yes", "y", "true", "1", ""], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> No = new(["否", "停用", "no", "n", "false", "0"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Write(KeywordDraft rule, KeywordChoices names, TimeSpan offset)
    {
        var link = rule.Messages.OfType<LinkContent>().FirstOrDefault();
        return
        [
            rule.Name,
            .. Kinds.Select(k => string.Join('\n', rule.Patterns.Where(p => p.Kind == k).Select(p => p.Text))),
            string.Join(Divider, rule.Messages.OfType<TextContent>().Select(t => t.Text)),
            link?.Title ?? "",
            link?.Url ?? "",
            rule.GroupId is { } group ? names.Groups.GetValueOrDefault(group, "") : "",
            string.Join('\n', rule.Accounts.Select(a => names.Accounts.GetValueOrDefault(a, "")).Where(n => n.Length > 0)),
            rule.Priority.ToString(CultureInfo.InvariantCulture),
            rule.Fuzzy ? "是" : "否",
            rule.Enabled ? "是" : "否",
            Written(rule.ValidFrom, offset),
            Written(rule.ValidUntil, offset),
            rule.Flow ?? "",
        ];
    }

    /// <param name="draft">The rule of this name, or a new one: it is filled.</param>
    public static void Read(KeywordSheetRow row, KeywordDraft draft, KeywordChoices names, ChangeUnit unit, TimeSpan offset)
    {
        draft.Name = row[0];
        draft.Patterns.Clear();
        for (var k = 0; k < Kinds.Length; k++)
        {
            // A regular expression has bars of its own.
            char[] dividers = Kinds[k] == KeywordKind.Regex ? ['\n'] : ['\n', '|', '｜'];
            draft.Patterns.AddRange(row[k + 1].Split(dividers, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => new KeywordPattern(Kinds[k], t)));
        }

        var others = draft.Messages.Where(m => m is not (TextContent or LinkContent)).ToList();
        var description = draft.Messages.OfType<LinkContent>().FirstOrDefault(l => l.Url == row[9])?.Description;
        draft.Messages.Clear();
        draft.Messages.AddRange(row[7].ReplaceLineEndings("\n").Split(Divider, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => new TextContent(t)));
        if (row[8].Length + row[9].Length > 0)
            draft.Messages.Add(new LinkContent(row[8], description, row[9]));
        draft.Messages.AddRange(others);
        draft.GroupId = row[10].Length == 0 ? null : Named(names.Groups, row[10], unit, nameof(draft.GroupId));
        draft.Accounts.Clear();
        draft.Accounts.AddRange(row[11].Split(['\n', '|', '｜'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => Named(names.Accounts, a, unit, nameof(draft.Accounts))).OfType<Guid>());
        draft.Priority = row[12].Length == 0 ? KeywordRule.UsualPriority : int.TryParse(row[12], NumberStyles.Integer, CultureInfo.InvariantCulture, out var priority) ? priority : -1;
        draft.Fuzzy = Said(row[13], unit, nameof(draft.Fuzzy));
        draft.Enabled = Said(row[14], unit, nameof(draft.Enabled));
        draft.ValidFrom = Read(row[15], offset, unit, nameof(draft.ValidFrom));
        draft.ValidUntil = Read(row[16], offset, unit, nameof(draft.ValidUntil));
        // Sheets of before have no such column: what they do not speak of stays.
        if (row.Cells.Count > 17)
            draft.Flow = row[17].Length == 0 ? null : row[17];
    }

    private static Guid? Named(IReadOnlyDictionary<Guid, string> names, string name, ChangeUnit unit, string field)
    {
        if (names.FirstOrDefault(n => n.Value == name) is { Value: not null } known)
            return known.Key;
        unit.Refuse(field, "NameUnknown", name);
        return null;
    }

    private static bool Said(string word, ChangeUnit unit, string field)
    {
        if (!Yes.Contains(word) && !No.Contains(word))
            unit.Refuse(field, "YesOrNo", word);
        return !No.Contains(word);
    }

    private static string Written(DateTimeOffset? at, TimeSpan offset) => at?.ToOffset(offset).ToString(Moment, CultureInfo.InvariantCulture) ?? "";

    private static DateTimeOffset? Read(string text, TimeSpan offset, ChangeUnit unit, string field)
    {
        if (text.Length == 0)
            return null;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return new(DateTime.SpecifyKind(at, DateTimeKind.Unspecified), offset);
        unit.Refuse(field, "MomentBad", text);
        return null;
    }
}

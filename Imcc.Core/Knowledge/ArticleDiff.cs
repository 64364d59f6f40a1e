using System.Collections.Immutable;
using System.Globalization;
using Imcc.Core.Channels;

namespace Imcc.Core.Knowledge;

/// <summary>What is different between two versions of an article, field by field.</summary>
public static class ArticleDiff
{
    /// <summary>In the order of the fields on the form; empty: they say the same. Ids stand as they are: names are the screen's to find.</summary>
    public static IReadOnlyList<FieldChange> Between(ArticleContent before, ArticleContent after)
    {
        var changes = new List<FieldChange>();
        Text(nameof(ArticleContent.Title), before.Title, after.Title);
        List(nameof(ArticleContent.Similar), before.Similar, after.Similar);
        Text(nameof(ArticleAnswer.Text), before.Answer.Text, after.Answer.Text);
        foreach (var channel in before.Answer.Texts.Keys.Union(after.Answer.Texts.Keys).Order())
            Text($"{nameof(ArticleAnswer.Texts)}.{channel}", before.Answer.Texts.GetValueOrDefault(channel, ""), after.Answer.Texts.GetValueOrDefault(channel, ""));
        Text(nameof(ArticleAnswer.RichText), before.Answer.RichText, after.Answer.RichText);
        List(nameof(ArticleAnswer.Pictures), Files(before.Answer.Pictures), Files(after.Answer.Pictures));
        Text(nameof(ArticleAnswer.Link), Said(before.Answer.Link), Said(after.Answer.Link));
        Text(nameof(ArticleAnswer.Flow), before.Answer.Flow ?? "", after.Answer.Flow ?? "");
        List(nameof(ArticleContent.Attachments), Files(before.Attachments), Files(after.Attachments));
        Text(nameof(ArticleContent.CategoryId), Said(before.CategoryId), Said(after.CategoryId));
        List(nameof(ArticleContent.Tags), before.Tags, after.Tags);
        Text(nameof(ArticleContent.Audience), before.Audience.ToString(), after.Audience.ToString());
        Text(nameof(ArticleContent.OrgUnitId), Said(before.OrgUnitId), Said(after.OrgUnitId));
        List(nameof(ArticleContent.Accounts), [.. before.Accounts.Select(a => Said(a))], [.. after.Accounts.Select(a => Said(a))]);
        List(nameof(ArticleContent.Related), [.. before.Related.Select(a => Said(a))], [.. after.Related.Select(a => Said(a))]);
        Text(nameof(ArticleContent.ValidFrom), Said(before.ValidFrom), Said(after.ValidFrom));
        Text(nameof(ArticleContent.ValidUntil), Said(before.ValidUntil), Said(after.ValidUntil));
        Text(nameof(ArticleContent.Code), before.Code, after.Code);
        return changes;

        void Text(string field, string old, string now)
        {
            if (old != now)
                changes.Add(new(field, TextDiff.Between(old, now), [], [], false));
        }

        void List(string field, ImmutableArray<string> old, ImmutableArray<string> now)
        {
            if (!old.SequenceEqual(now))
                changes.Add(new(field, [], [.. old.Except(now)], [.. now.Except(old)], old.Order(StringComparer.Ordinal).SequenceEqual(now.Order(StringComparer.Ordinal))));
        }
    }

    private static string Said(Guid? id) => id?.ToString() ?? "";

    private static string Said(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Said(LinkContent? link) => link is null ? "" : string.Join('\n', link.Title, link.Description, link.Url);

    private static ImmutableArray<string> Files(ImmutableArray<MediaRef> files) => [.. files.Select(f => $"{f.Name} ({f.FileId})")];
}

/// <param name="Field">A name of <see cref="ArticleContent"/> or of its answer; <c>Texts.WeChat</c> for one channel's.</param>
/// <param name="Parts">For what is one text or value: how it became what it is; empty for lists.</param>
/// <param name="Gone">For lists: what is not in it any more.</param>
/// <param name="Come">For lists: what is new in it.</param>
/// <param name="IsReordered">A list that has the same things in another order.</param>
public sealed record FieldChange(string Field, ImmutableArray<DiffPart> Parts, ImmutableArray<string> Gone, ImmutableArray<string> Come, bool IsReordered);

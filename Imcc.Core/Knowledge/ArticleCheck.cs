using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <summary>What must hold for an article: every problem is gathered. What it names elsewhere (categories, accounts, files) is for whoever has them to look up.</summary>
public static class ArticleCheck
{
    /// <param name="id">Its own; null: a new one.</param>
    /// <param name="isForPublication">A draft may still lack its answer.</param>
    public static IReadOnlyList<ArticleProblem> Of(ArticleContent content, Guid? id, bool isForPublication)
    {
        var problems = new List<ArticleProblem>();
        Line(nameof(content.Title), content.Title, ArticleLimits.Title, isNeeded: true);
        Lines(nameof(content.Similar), content.Similar, ArticleLimits.Similar, ArticleLimits.SimilarLength);
        if (content.Similar.Contains(content.Title, StringComparer.Ordinal) && content.Title.Length > 0)
            problems.Add(new(nameof(content.Similar), ArticleFault.Twice, content.Title));
        Lines(nameof(content.Tags), content.Tags, ArticleLimits.Tags, ArticleLimits.TagLength);
        if (content.Tags.FirstOrDefault(t => t.Contains('|', StringComparison.Ordinal)) is { } parted)
            problems.Add(new(nameof(content.Tags), ArticleFault.BadCharacters, parted));
        Line(nameof(content.Code), content.Code, ArticleLimits.Code, isNeeded: false);
        Answer(content.Answer);
        Count(nameof(content.Attachments), content.Attachments.Length, ArticleLimits.Attachments);
        Count(nameof(content.Accounts), content.Accounts.Length, ArticleLimits.Accounts);
        Count(nameof(content.Related), content.Related.Length, ArticleLimits.Related);
        if (content.Related.Distinct().Count() != content.Related.Length)
            problems.Add(new(nameof(content.Related), ArticleFault.Twice));
        if (id is { } self && content.Related.Contains(self))
            problems.Add(new(nameof(content.Related), ArticleFault.RelatedToItself));
        if (content.ValidUntil <= content.ValidFrom)
            problems.Add(new(nameof(content.ValidUntil), ArticleFault.ValidityBackwards));
        return problems;

        void Answer(ArticleAnswer answer)
        {
            foreach (var (field, text) in answer.Texts.Select(t => ($"{nameof(answer.Texts)}.{t.Key}", t.Value)).Prepend((nameof(answer.Text), answer.Text)))
            {
                Length(field, text, ArticleLimits.Text);
                if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
                    problems.Add(new(field, ArticleFault.ControlCharacters));
            }

            Length(nameof(answer.RichText), answer.RichText, ArticleLimits.RichText);
            Count(nameof(answer.Pictures), answer.Pictures.Length, ArticleLimits.Pictures);
            Line(nameof(answer.Flow), answer.Flow ?? "", ArticleLimits.Flow, isNeeded: false);
            if (answer.Link is { } link)
            {
                Line("LinkTitle", link.Title, ArticleLimits.LinkTitle, isNeeded: true);
                Line("LinkDescription", link.Description ?? "", ArticleLimits.LinkDescription, isNeeded: false);
                Length("LinkUrl", link.Url, ArticleLimits.Address);
                if (!WebAddress.IsOne(link.Url))
                    problems.Add(new("LinkUrl", ArticleFault.LinkBad, link.Url));
            }

            // What only agents read may be a title with what belongs to it.
            if (isForPublication && content.Audience is Audience.Customers && answer.Text.Length == 0 && answer.Texts.Values.All(t => t.Length == 0) && answer.RichText.Length == 0 && answer.Pictures.IsEmpty && answer.Link is null && answer.Flow is null)
                problems.Add(new(nameof(answer.Text), ArticleFault.AnswerMissing));
        }

        void Line(string field, string text, int most, bool isNeeded)
        {
            if (isNeeded && string.IsNullOrWhiteSpace(text))
                problems.Add(new(field, ArticleFault.Missing));
            Length(field, text, most);
            if (text.Any(char.IsControl))
                problems.Add(new(field, ArticleFault.ControlCharacters));
        }

        void Lines(string field, ImmutableArray<string> lines, int most, int longest)
        {
            Count(field, lines.Length, most);
            if (lines.Any(l => l.Length > longest))
                problems.Add(new(field, ArticleFault.TooLong, longest));
            if (lines.Any(l => l.Any(char.IsControl)))
                problems.Add(new(field, ArticleFault.ControlCharacters));
            if (lines.GroupBy(l => l, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
                problems.Add(new(field, ArticleFault.Twice, twice.Key));
        }

        void Length(string field, string text, int most)
        {
            if (text.Length > most)
                problems.Add(new(field, ArticleFault.TooLong, most));
        }

        void Count(string field, int count, int most)
        {
            if (count > most)
                problems.Add(new(field, ArticleFault.TooMany, most));
        }
    }
}

using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>A knowledge base of a bank with a telecom's and a shop's questions: published once, while nobody has written an article of their own.</summary>
internal static class DemoArticles
{
    private const string Resource = "Imcc.Demo.articles.txt";

    public static async Task SeedAsync(ChangeUnit unit, IReadOnlyList<Guid> accounts, CancellationToken cancellationToken)
    {
        if (await unit.Context.Articles.AnyAsync(cancellationToken) || await unit.Context.ArticleCategories.AnyAsync(cancellationToken))
            return;
        var editor = new EditorUnit(unit, await KnowledgeRights.OfAsync(unit.Context, null, cancellationToken));
        var categories = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var read = Read().ToList();
        var ids = read.ToDictionary(a => a.Code, _ => Guid.CreateVersion7(unit.Now), StringComparer.Ordinal);
        foreach (var article in read)
        {
            var content = article.ToContent(Category(article.Category), [.. article.Related.Select(r => ids[r])]) with { Accounts = [.. accounts] };
            var row = ArticleSteps.New(editor, ArticleTidy.Of(content), ids[article.Code]);
            await ArticleSteps.PublishAsync(editor, row, null, "演示数据", cancellationToken);
        }

        unit.Audit("article.published", Guid.Empty, $"{read.Count}", "by demo");

        Guid Category(string path)
        {
            if (categories.TryGetValue(path, out var known))
                return known;
            var cut = path.LastIndexOf('/');
            Guid? parent = cut < 0 ? null : Category(path[..cut]);
            return categories[path] = Categories.Add(editor, parent, path[(cut + 1)..], categories.Count).Id;
        }
    }

    /// <summary>A line's first sign says what it is: <c>#</c> a category, <c>##</c> an article's code and title, <c>?</c> its similar questions, <c>+</c> codes of what belongs to it, <c>@</c> a link, <c>!</c> tags, <c>~</c> for agents only; all else is the answer.</summary>
    internal static IEnumerable<DemoArticle> Read()
    {
        using var reader = new StreamReader(typeof(DemoArticles).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not there."));
        var category = "";
        DemoArticle? article = null;
        while (reader.ReadLine() is { } line)
        {
            var rest = line.TrimStart('#', '?', '+', '@', '!', '~', ' ');
            switch (line)
            {
                case ['#', '#', ..]:
                    if (article is not null)
                        yield return article;
                    var cut = rest.IndexOf(' ', StringComparison.Ordinal);
                    article = new(category, rest[..cut], rest[(cut + 1)..]);
                    break;
                case ['#', ..]:
                    if (article is not null)
                        yield return article;
                    (category, article) = (rest, null);
                    break;
                default:
                    article = (article ?? throw new InvalidOperationException($"No article for: {line}")).With(line, rest);
                    break;
            }
        }

        if (article is not null)
            yield return article;
    }
}

/// <summary>An article of the demo as its file has it.</summary>
internal sealed record DemoArticle(string Category, string Code, string Title)
{
    public ImmutableArray<string> Similar { get; init; } = [];

    public string Answer { get; init; } = "";

    public ImmutableArray<string> Related { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];

    public LinkContent? Link { get; init; }

    public bool IsForAgents { get; init; }

    public DemoArticle With(string line, string rest) => line[0] switch
    {
        '?' => this with { Similar = [.. rest.Split('|', StringSplitOptions.TrimEntries)] },
        '+' => this with { Related = [.. rest.Split(' ')] },
        '!' => this with { Tags = [.. rest.Split(' ')] },
        '@' => this with { Link = new(rest[(rest.IndexOf(' ', StringComparison.Ordinal) + 1)..], null, rest[..rest.IndexOf(' ', StringComparison.Ordinal)]) },
        '~' => this with { IsForAgents = true },
        _ => this with { Answer = Answer.Length > 0 ? Answer + "\n" + line : line },
    };

    public ArticleContent ToContent(Guid categoryId, ImmutableArray<Guid> related) => ArticleContent.Blank(OrgUnitRow.RootId) with
    {
        Code = Code,
        Title = Title,
        Similar = Similar,
        Answer = ArticleAnswer.Empty with { Text = Answer, Link = Link },
        CategoryId = categoryId,
        Tags = Tags,
        Related = related,
        Audience = IsForAgents ? Audience.Agents : Audience.Customers,
    };
}

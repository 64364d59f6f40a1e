using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Knowledge;

/// <summary>Articles in memory, with the workflow of the real ones; who is at work is said beforehand.</summary>
internal sealed class FakeKnowledge(FakeTimeProvider time) : IArticles, ICategories, IArticleDuplicates, IArticleBulk, IArticleReading, IArticleSearch, IKnowledgeSearches, IArticleRatings
{
    public static readonly Guid Me = new("00000000-0000-0000-0000-0000000000aa");
    public static readonly Guid Other = new("00000000-0000-0000-0000-0000000000bb");
    public static readonly Guid Unit = new("00000000-0000-0000-0000-000000000001");

    private readonly Dictionary<Guid, Kept> _articles = [];
    private readonly List<ArticleCategory> _categories = [];
    private int _ids;

    public ArticleRights Rights { get; set; } = new(true, true, false);

    public List<string> Deeds { get; } = [];

    public List<ArticleDuplicate> Near { get; } = [];

    public List<SearchAsk> Asked { get; } = [];

    public Func<SearchAsk, SearchAnswer> Finds { get; set; } = _ => SearchAnswer.None;

    public Dictionary<Guid, bool> Ratings { get; } = [];

    public Guid Category(string name, Guid? parent = null)
    {
        _categories.Add(new(NextId(), parent, name, Unit, _categories.Count));
        return _categories[^1].Id;
    }

    public Guid Has(string title, string text = "答案", Func<ArticleContent, ArticleContent>? with = null, bool isPublished = true)
    {
        var content = ArticleContent.Blank(Unit) with { Title = title, Answer = ArticleAnswer.Empty with { Text = text } };
        content = with?.Invoke(content) ?? content;
        var standing = ArticleStanding.New.After(ArticleStep.Save, Other);
        var kept = new Kept(NextId(), content, standing);
        if (isPublished)
            kept.Publish("", "王编辑", time.GetUtcNow());
        _articles[kept.Id] = kept;
        return kept.Id;
    }

    public ArticleContent Content(Guid id) => _articles[id].Content;

    public ArticleStanding Standing(Guid id) => _articles[id].Standing;

    public Guid Single(string title) => _articles.Values.Single(a => a.Content.Title == title).Id;

    /// <summary>Somebody else saves meanwhile.</summary>
    public void ChangeByOther(Guid id, Func<ArticleContent, ArticleContent> change) => _articles[id].Save(change(_articles[id].Content), Other, "李编辑", time.GetUtcNow());

    public Task<ArticleChoices> ChoicesAsync(Guid personId, CancellationToken cancellationToken = default) => Task.FromResult(new ArticleChoices(
        [new(new OrgUnit(Unit, null, "总部"), 0, Rights)], [(new("00000000-0000-0000-0000-0000000000cc"), "演示公众号", ChannelKind.WeChat)], new(_categories), ["信用卡", "费用"]));

    Task<ArticlePage> IArticles.ListAsync(Guid personId, ArticleFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        var tree = new CategoryTree(_categories);
        var all = _articles.Values.Where(a => a.Content.Title.Contains(filter.Text, StringComparison.Ordinal)
            && (filter.Stage is not { } stage || a.Standing.Stage == stage)
            && (filter.CategoryId is not { } category || (a.Content.CategoryId is { } own && tree.Under(category).Contains(own)))
            && (filter.ExpiresBefore is not { } before || (a.Standing.IsInForce && a.Content.ValidUntil < before))).ToList();
        return Task.FromResult(new ArticlePage([.. all.Skip(skip).Take(take).Select(a => a.Line())], all.Count));
    }

    Task<ArticleSheet?> IArticles.OpenAsync(Guid personId, Guid articleId, CancellationToken cancellationToken) => Task.FromResult(
        _articles.GetValueOrDefault(articleId) is not { } a ? null : new ArticleSheet(
            a.Id, a.Rev, a.Content, a.Published, a.Standing, Rights, [.. Enum.GetValues<ArticleStep>().Where(s => a.Standing.Hinders(s, personId, Rights) is null)],
            a.At, "王编辑", a.At, a.By, a.Published is null ? null : a.At, "王编辑", null));

    public Task<ChangeOutcome> SaveAsync(Guid personId, Guid? articleId, long rev, ArticleContent content, CancellationToken cancellationToken = default)
    {
        if (ArticleCheck.Of(content, articleId, false) is { Count: > 0 } problems)
            return Task.FromResult(new ChangeOutcome(Guid.Empty, [.. problems.Select(p => new Problem(p.Field, p.Fault.ToString(), p.Argument))]));
        if (articleId is not { } id)
        {
            var made = new Kept(NextId(), content, ArticleStanding.New.After(ArticleStep.Save, personId));
            _articles[made.Id] = made;
            return Task.FromResult(new ChangeOutcome(made.Id, []));
        }

        if (_articles[id].Rev != rev)
            return Refuse(id, ArticleFault.ChangedMeanwhile);
        _articles[id].Save(content, personId, "我", time.GetUtcNow());
        return Task.FromResult(new ChangeOutcome(id, []));
    }

    public Task<ChangeOutcome> SubmitAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default) => StepAsync(personId, articleId, rev, ArticleStep.Submit);

    public Task<ChangeOutcome> ReturnAsync(Guid personId, Guid articleId, long rev, string why, CancellationToken cancellationToken = default)
    {
        _articles[articleId].Comments.Add(new(NextId(), time.GetUtcNow(), "我", why, ArticleCommentKind.Returned, rev));
        return StepAsync(personId, articleId, rev, ArticleStep.Return);
    }

    public Task<ChangeOutcome> PublishAsync(Guid personId, Guid articleId, long rev, string remark, CancellationToken cancellationToken = default) => StepAsync(personId, articleId, rev, ArticleStep.Publish, remark);

    public Task<ChangeOutcome> WithdrawAsync(Guid personId, Guid articleId, long rev, string why, CancellationToken cancellationToken = default) => StepAsync(personId, articleId, rev, ArticleStep.Withdraw);

    public Task<ChangeOutcome> DiscardAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default) => StepAsync(personId, articleId, rev, ArticleStep.Discard);

    Task<ChangeOutcome> IArticles.DeleteAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken)
    {
        _articles.Remove(articleId);
        return Task.FromResult(new ChangeOutcome(articleId, []));
    }

    public Task<IReadOnlyList<ArticleVersion>> VersionsAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ArticleVersion>>(
        [.. _articles[articleId].Versions.Select((v, i) => new ArticleVersion(i + 1, v.Content.Title, v.At, v.By, v.Remark)).Reverse()]);

    public Task<ArticleContent?> VersionAsync(Guid personId, Guid articleId, int number, CancellationToken cancellationToken = default) => Task.FromResult<ArticleContent?>(_articles[articleId].Versions[number - 1].Content);

    public Task<ChangeOutcome> RestoreAsync(Guid personId, Guid articleId, long rev, int number, CancellationToken cancellationToken = default) =>
        SaveAsync(personId, articleId, rev, _articles[articleId].Versions[number - 1].Content, cancellationToken);

    public Task<IReadOnlyList<ArticleComment>> CommentsAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ArticleComment>>([.. _articles[articleId].Comments]);

    public Task<ChangeOutcome> CommentAsync(Guid personId, Guid articleId, string text, CancellationToken cancellationToken = default)
    {
        _articles[articleId].Comments.Add(new(NextId(), time.GetUtcNow(), "我", text, ArticleCommentKind.Remark, 1));
        return Task.FromResult(new ChangeOutcome(articleId, []));
    }

    public Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(Guid personId, IReadOnlyCollection<Guid> articleIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<Guid, string>>(articleIds.Where(_articles.ContainsKey).ToDictionary(i => i, i => _articles[i].Content.Title));

    public Task<CategoryTree> TreeAsync(Guid personId, CancellationToken cancellationToken = default) => Task.FromResult(new CategoryTree(_categories));

    public Task<IReadOnlyDictionary<Guid, int>> CountsAsync(Guid personId, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyDictionary<Guid, int>>(
        _articles.Values.Where(a => a.Content.CategoryId is not null).CountBy(a => a.Content.CategoryId!.Value).ToDictionary(c => c.Key, c => c.Value));

    public Task<ChangeOutcome> AddAsync(Guid personId, Guid? parentId, string name, CancellationToken cancellationToken = default)
    {
        if (new CategoryTree(_categories).Check(null, parentId, name).ToList() is { Count: > 0 } problems)
            return Task.FromResult(new ChangeOutcome(Guid.Empty, [.. problems.Select(p => new Problem(p.Field, p.Fault.ToString(), p.Argument))]));
        return Task.FromResult(new ChangeOutcome(Category(name, parentId), []));
    }

    public Task<ChangeOutcome> RenameAsync(Guid personId, Guid id, string name, CancellationToken cancellationToken = default)
    {
        _categories[_categories.FindIndex(c => c.Id == id)] = _categories.Single(c => c.Id == id) with { Name = name };
        return Task.FromResult(new ChangeOutcome(id, []));
    }

    public Task<ChangeOutcome> MoveAsync(Guid personId, Guid id, Guid? parentId, int at, CancellationToken cancellationToken = default)
    {
        _categories[_categories.FindIndex(c => c.Id == id)] = _categories.Single(c => c.Id == id) with { ParentId = parentId };
        return Task.FromResult(new ChangeOutcome(id, []));
    }

    Task<ChangeOutcome> ICategories.DeleteAsync(Guid personId, Guid id, CancellationToken cancellationToken) =>
        _articles.Values.Count(a => a.Content.CategoryId == id) is > 0 and var full ? Refuse(id, ArticleFault.NotEmpty, full) : Task.FromResult(new ChangeOutcome(id, []));

    public Task<IReadOnlyList<ArticleDuplicate>> FindAsync(Guid personId, Guid? articleId, string title, IReadOnlyList<string> similar, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ArticleDuplicate>>([.. Near.Where(n => n.Mine == title || similar.Contains(n.Mine))]);

    public Task<BulkReport> RunAsync(Guid personId, IReadOnlyCollection<Guid> articleIds, BulkDeed deed, IProgress<int>? done = null, CancellationToken cancellationToken = default)
    {
        Deeds.Add($"{deed.GetType().Name} {articleIds.Count}");
        done?.Report(articleIds.Count);
        var refused = articleIds.Skip(1).Select(i => new BulkRefusal(i, _articles[i].Content.Title, "", ArticleFault.OwnDraft)).ToList();
        return Task.FromResult(new BulkReport(articleIds.Count - refused.Count, refused, false));
    }

    public Task<IReadOnlyList<Guid>> IdsAsync(Guid personId, ArticleFilter filter, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<Guid>>([.. _articles.Keys]);

    public Task<ReadingShelf> ShelfAsync(Guid personId, CancellationToken cancellationToken = default) => Task.FromResult(
        new ReadingShelf(new(_categories), new Dictionary<Guid, int>(), _articles.Count, ["信用卡"], new HashSet<Guid> { Unit }));

    Task<(IReadOnlyList<ReadingLine> Lines, int Total)> IArticleReading.ListAsync(Guid personId, Guid? categoryId, string? tag, int skip, int take, CancellationToken cancellationToken)
    {
        var all = _articles.Values.Where(a => a.Standing.IsInForce && (categoryId is null || a.Content.CategoryId == categoryId)).ToList();
        return Task.FromResult<(IReadOnlyList<ReadingLine>, int)>(([.. all.Skip(skip).Take(take).Select(a => new ReadingLine(a.Id, a.Content.Title, [], a.Content.Tags, a.Content.Audience, null, a.At, a.Content.Answer.Text))], all.Count));
    }

    Task<ReadArticle?> IArticleReading.OpenAsync(Guid personId, Guid articleId, CancellationToken cancellationToken) => Task.FromResult(
        _articles.GetValueOrDefault(articleId) is not { Published: { } p, Standing.IsInForce: true } a ? null
        : new ReadArticle(a.Shelved(), p.Attachments, [.. p.Related.Select(r => _articles[r].Shelved())], a.Standing.Number, "王编辑"));

    public SearchAnswer Search(SearchAsk ask)
    {
        Asked.Add(ask);
        return Finds(ask);
    }

    private static Task<ChangeOutcome> Refuse(Guid id, ArticleFault fault, object? argument = null) => Task.FromResult(new ChangeOutcome(id, [new("", fault.ToString(), argument)]));

    private Task<ChangeOutcome> StepAsync(Guid personId, Guid id, long rev, ArticleStep step, string remark = "")
    {
        var article = _articles[id];
        if (article.Rev != rev)
            return Refuse(id, ArticleFault.ChangedMeanwhile);
        if (article.Standing.Hinders(step, personId, Rights) is { } fault)
            return Refuse(id, fault);
        if (step == ArticleStep.Publish)
            article.Publish(remark, "我", time.GetUtcNow());
        else
            article.Step(step, personId);
        return Task.FromResult(new ChangeOutcome(id, []));
    }

    public Task<bool?> OfAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default) => Task.FromResult<bool?>(Ratings.TryGetValue(articleId, out var rating) ? rating : null);

    public Task<bool> RateAsync(Guid personId, Guid articleId, bool isUseful, CancellationToken cancellationToken = default)
    {
        Ratings[articleId] = isUseful;
        return Task.FromResult(true);
    }

    private Guid NextId() => new($"00000000-0000-0000-0000-{++_ids:D12}");

    private sealed class Kept(Guid id, ArticleContent content, ArticleStanding standing)
    {
        public Guid Id => id;

        public long Rev { get; private set; } = 1;

        public ArticleContent Content { get; private set; } = content;

        public ArticleContent? Published { get; private set; }

        public ArticleStanding Standing { get; private set; } = standing;

        public DateTimeOffset At { get; private set; }

        public string By { get; private set; } = "王编辑";

        public List<(ArticleContent Content, DateTimeOffset At, string By, string Remark)> Versions { get; } = [];

        public List<ArticleComment> Comments { get; } = [];

        public void Save(ArticleContent now, Guid person, string by, DateTimeOffset at) => (Content, By, At, Rev, Standing) = (now, by, at, Rev + 1, Standing.After(ArticleStep.Save, person));

        public void Step(ArticleStep step, Guid person) => (Standing, Rev, Published) = (Standing.After(step, person), Rev + 1, step == ArticleStep.Withdraw ? null : Published);

        public void Publish(string remark, string by, DateTimeOffset at)
        {
            Versions.Add((Content, at, by, remark));
            (Published, Standing, Rev, At) = (Content, Standing.After(ArticleStep.Publish, Other), Rev + 1, at);
        }

        public ArticleLine Line() => new(
            Id, Rev, Content.Code, Content.Title, Content.Similar.Length, Standing.Stage, Standing.IsInForce, Standing.Number, Content.CategoryId, Content.Tags, Content.Audience, Content.OrgUnitId,
            Content.ValidFrom, Content.ValidUntil, At, By, 0);

        public ShelvedArticle Shelved() => new(
            new(Id, 1, Published!.Title, Published.Similar, Published.Answer.Text, Published.CategoryId, Published.Tags, Published.Audience, Published.OrgUnitId, Published.Accounts, Published.Related), Published.Answer, ["银行"], At);
    }

    /// <summary>What was left standing in the search box, and how much was found.</summary>
    public List<(string Text, int Hits)> Searched { get; } = [];

    public Task TellAsync(Guid? agentId, Guid? accountId, string text, int hits)
    {
        Searched.Add((text, hits));
        return Task.CompletedTask;
    }
}

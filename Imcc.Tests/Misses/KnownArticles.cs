using Imcc.Core.Knowledge;

namespace Imcc.Tests.Misses;

/// <summary>A small knowledge base: what contains an article's title finds it.</summary>
internal sealed class KnownArticles(params (string Title, string Answer)[] articles) : IArticleSearch, IArticleShelf
{
    private readonly List<(Guid Id, string Title, string Answer)> _articles = [.. articles.Select(a => (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), a.Title, a.Answer))];

    public Guid IdOf(string title) => _articles.Single(a => a.Title == title).Id;

    public void Add(string title, string answer) => _articles.Add((Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), title, answer));

    public SearchAnswer Search(SearchAsk ask) =>
        _articles.FindAll(a => ask.Text.Contains(a.Title, StringComparison.Ordinal)) is [_, ..] found
            ? new(Sureness.Sure, [.. found.Select(a => new SearchHit(a.Id, 1, a.Title, a.Title, [], 1, Sureness.Sure))])
            // Whoever searches by hand is shown what is left, too.
            : ask.IsTyped ? new(Sureness.Likely, [.. _articles.Select(a => new SearchHit(a.Id, 1, a.Title, a.Title, [], 1, Sureness.Likely))]) : SearchAnswer.None;

    public Task<IReadOnlyList<ShelvedArticle>> FindAsync(IReadOnlyList<Guid> articleIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ShelvedArticle>>([.. _articles.Where(a => articleIds.Contains(a.Id)).Select(a => new ShelvedArticle(
            new(a.Id, 1, a.Title, [], a.Answer, null, [], Audience.Customers, Guid.Empty, [], []), ArticleAnswer.Empty with { Text = a.Answer }, [], DateTimeOffset.UnixEpoch))]);
}

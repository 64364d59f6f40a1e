using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Does the same to many articles. Each is done or refused by itself; a cancelled run keeps what is done.</summary>
public interface IArticleBulk
{
    Task<BulkReport> RunAsync(Guid personId, IReadOnlyCollection<Guid> articleIds, BulkDeed deed, IProgress<int>? done = null, CancellationToken cancellationToken = default);

    /// <summary>The ids of all that a filter lists, for a choice of "all of them"; at most 100,000.</summary>
    Task<IReadOnlyList<Guid>> IdsAsync(Guid personId, ArticleFilter filter, CancellationToken cancellationToken = default);
}

/// <summary>
/// What is done: a closed set. Where the working copy of a published article says the same as what is in force, a change of where it stands (category, tags,
/// validity, audience) is published at once by whoever may, so that a move of a hundred articles leaves no hundred drafts; otherwise it goes into the working copy.
/// </summary>
public abstract record BulkDeed
{
    private BulkDeed()
    {
    }

    public sealed record Move(Guid? CategoryId) : BulkDeed;

    public sealed record Tag(IReadOnlyList<string> Add, IReadOnlyList<string> Remove) : BulkDeed;

    public sealed record Validity(DateTimeOffset? From, DateTimeOffset? Until) : BulkDeed;

    public sealed record For(Audience Audience) : BulkDeed;

    public sealed record Submit : BulkDeed;

    public sealed record Publish(string Remark) : BulkDeed;

    public sealed record Withdraw(string Why) : BulkDeed;

    public sealed record Delete : BulkDeed;
}

public sealed record BulkReport(int Done, IReadOnlyList<BulkRefusal> Refused, bool IsCancelled);

public sealed record BulkRefusal(Guid ArticleId, string Title, string Field, ArticleFault Fault, object? Argument = null);

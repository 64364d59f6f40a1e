using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Which articles are listed; what is null or empty leaves nothing out.</summary>
/// <param name="Text">Part of the title, of a similar question, or the whole code.</param>
/// <param name="CategoryId">With all categories below it.</param>
/// <param name="IsUnfiled">Only those in no category.</param>
/// <param name="IsInForce">Only those that answer, or only those that do not.</param>
/// <param name="IsChangedSince">Only those in force whose working copy says something else.</param>
/// <param name="ExpiresBefore">Only those in force whose validity ends before it, expired ones included.</param>
/// <param name="IsMine">Only those whose working copy this person changed last.</param>
public sealed record ArticleFilter(
    string Text = "",
    Guid? CategoryId = null,
    bool IsUnfiled = false,
    ArticleStage? Stage = null,
    bool? IsInForce = null,
    bool IsChangedSince = false,
    string? Tag = null,
    Audience? Audience = null,
    Guid? OrgUnitId = null,
    DateTimeOffset? ExpiresBefore = null,
    bool IsMine = false,
    ArticleOrder Order = ArticleOrder.Latest)
{
    public static readonly ArticleFilter All = new();
}

public enum ArticleOrder
{
    Latest,
    Title,
    Expiry,
}

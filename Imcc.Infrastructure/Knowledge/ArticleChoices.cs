using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What an editor chooses from.</summary>
/// <param name="Units">The own unit first, each with its depth below it and what this person may do there.</param>
/// <param name="Tags">Those in use, the most used first; at most 200.</param>
public sealed record ArticleChoices(
    IReadOnlyList<ArticleUnit> Units,
    IReadOnlyList<(Guid Id, string Name, ChannelKind Kind)> Accounts,
    CategoryTree Categories,
    IReadOnlyList<string> Tags);

public sealed record ArticleUnit(OrgUnit Unit, int Depth, ArticleRights Rights);

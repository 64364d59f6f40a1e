using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>What an editor works with: the rules that are theirs to change, and what they can choose from.</summary>
/// <param name="IsHeadOffice">May make rules for all accounts, and change the stop words.</param>
/// <param name="Units">The own unit first, each with its depth below it.</param>
/// <param name="Accounts">Of the own units.</param>
public sealed record KeywordDesk(
    IReadOnlyList<KeywordDraft> Rules,
    bool IsHeadOffice,
    IReadOnlyList<(OrgUnit Unit, int Depth)> Units,
    IReadOnlyList<(Guid Id, string Name)> Accounts,
    IReadOnlyList<(Guid Id, string Name)> Groups,
    string StopWords);

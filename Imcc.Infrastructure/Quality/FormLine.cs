using Imcc.Core.Quality;

namespace Imcc.Infrastructure.Quality;

/// <summary>A form in a list.</summary>
/// <param name="Version">In force; 0: none was published yet.</param>
/// <param name="IsMine">Whether the viewer may change it.</param>
public sealed record FormLine(Guid Id, string Name, string OrgUnit, int Version, bool Enabled, bool IsMine, int Questions, ScoringMethod Method);

/// <summary>A form as it is edited.</summary>
/// <param name="Rev">What the editor has read.</param>
/// <param name="Content">The next version.</param>
/// <param name="IsChanged">The draft differs from the version in force.</param>
public sealed record FormSheet(Guid Id, long Rev, string Name, Guid OrgUnitId, bool Enabled, int Version, bool IsMine, FormContent Content, bool IsChanged, IReadOnlyList<FormVersionLine> Versions);

public sealed record FormVersionLine(int Number, DateTimeOffset PublishedAt, string By);

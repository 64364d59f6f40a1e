using Imcc.Core.Alerts;

namespace Imcc.Infrastructure.Alerts;

/// <summary>One alert as a person reads it.</summary>
/// <param name="SubjectName">The group's or the account's name; of a conversation its agent's, or without one its group's; may be empty.</param>
/// <param name="Figure">In the kind's unit, as it was when it was told.</param>
/// <param name="Bound">What it should have kept to.</param>
/// <param name="ClearedAt">Null: it goes on.</param>
/// <param name="SeenAt">When somebody said that they look after it; null: nobody has.</param>
public sealed record Alert(
    Guid Id, Guid RuleId, string RuleName, AlertKind Kind, Guid SubjectId, string SubjectName, Guid UnitId, double Figure, int Bound, string Detail,
    DateTimeOffset FiredAt, DateTimeOffset? ClearedAt, DateTimeOffset? SeenAt, string SeenName);

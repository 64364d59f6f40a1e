namespace Imcc.Core.Alerts;

/// <summary>One figure that a rule looks at, of one subject.</summary>
/// <param name="SubjectId">The group's, the conversation's, the account's.</param>
/// <param name="AccountId">Null: of more than one, as <paramref name="GroupId"/>.</param>
/// <param name="Detail">What a person wants to know beside the figure; may be empty.</param>
public sealed record AlertReading(Guid SubjectId, double Figure, Guid? GroupId = null, Guid? AccountId = null, Guid? AgentId = null, string Detail = "");

namespace Imcc.Core.Reporting;

/// <summary>A whole conversation that is over.</summary>
/// <param name="GroupId">The last; null: it never was in a line.</param>
/// <param name="AgentId">Who served last; null: nobody did.</param>
/// <param name="Segments">Agents' stretches.</param>
/// <param name="IsForAPerson">A person was wanted, whether or not there was one: it came to a line, or was turned away from it.</param>
public sealed record ConversationFact(Guid? GroupId, Guid? AgentId, DateTimeOffset OpenedAt, DateTimeOffset ClosedAt, int Segments, bool IsForAPerson);

using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Web.Components.Misses;

/// <summary>What an editor chose to do.</summary>
/// <param name="GoTo">Where to go on when it is made, by the id of what was made; null: stay.</param>
public sealed record MissDecision(Func<MissDecisions, Guid, Task<ChangeOutcome>> MakeAsync, Func<Guid, string>? GoTo = null);

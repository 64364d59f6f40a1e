using System.Security.Claims;
using Imcc.Core.Organisation;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>
/// Decides as which agent a signed-in caller works: as themselves, or, with a key of the scope <c>agents:any</c>, as the agent that
/// <c>?agent=</c> names.
/// </summary>
internal static class AgentCaller
{
    private const string ActAsAny = "agents:any";

    /// <returns>Null where the caller is no agent, or asks to be one that they may not be.</returns>
    public static Agent? AgentFor(ClaimsPrincipal caller, string? asked, Directory directory)
    {
        var self = Guid.TryParse(caller.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && directory.Agents.TryGetValue(id, out var own) ? own : null;
        var agent = string.IsNullOrEmpty(asked) ? self
            : Names(self, asked) ? self
            : MayBeAny(caller) ? directory.Agents.Values.FirstOrDefault(a => Names(a, asked))
            : null;
        return agent is { Enabled: true } ? agent : null;
    }

    private static bool Names(Agent? agent, string userName) => string.Equals(agent?.UserName, userName, StringComparison.OrdinalIgnoreCase);

    // Scopes come one a claim or several in one, divided by blanks.
    private static bool MayBeAny(ClaimsPrincipal caller) =>
        caller.FindAll("scope").Any(c => c.Value.Split(' ').Contains(ActAsAny, StringComparer.Ordinal));
}

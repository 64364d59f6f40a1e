using Imcc.Core.Agents;

namespace Imcc.Infrastructure.Desk;

/// <summary>A presence with one of the organisation's reasons, checked.</summary>
internal sealed record PresenceChoice(Presence Presence, Guid? ReasonId, TimeSpan? Limit)
{
    /// <returns>Null: nobody can choose this.</returns>
    public static PresenceChoice? Of(Core.Organisation.Directory directory, Presence presence, Guid? reasonId)
    {
        if (presence == Presence.AutoBreak || !Enum.IsDefined(presence))
            return null;
        if (reasonId is null)
            return new(presence, null, null);
        var reason = directory.PresenceReasons.FirstOrDefault(r => r.Id == reasonId && r.Enabled);
        return reason is not null && reason.Presence == presence ? new(presence, reason.Id, reason.Limit) : null;
    }
}

namespace Imcc.Core.Routing;

/// <summary>Which of a line's free agents is asked for a contact, and why.</summary>
internal sealed record AgentChoice(AgentPlace Agent, AssignmentExplanation Explanation)
{
    private const int Explained = 5;

    /// <param name="again">All have declined: when they are asked again.</param>
    /// <returns>Null: nobody can be asked now.</returns>
    public static AgentChoice? For(Standing contact, WaitingLine line, AcdOptions options, DateTimeOffset now, out DateTimeOffset? again)
    {
        again = null;
        if (contact.NotBefore > now)
            return null;
        var allDeclined = line.AllHaveDeclined(contact);
        if (allDeclined && contact.CameAt + options.AskAgainAfter is var at && at > now)
        {
            again = at;
            return null;
        }

        var asked = line.Free.InOrder();
        if (allDeclined)
            // Whoever refused longest ago first: otherwise one who always refuses would be the only one asked.
            asked = asked.OrderBy(m => contact.Declined![m.Place.AgentId]);
        else if (contact.Declined is { } declined)
            asked = asked.Where(m => !declined.ContainsKey(m.Place.AgentId));

        AgentPlace? chosen = null;
        var candidates = new List<Candidate>(Explained);
        foreach (var membership in asked)
        {
            chosen ??= membership.Place;
            candidates.Add(new(membership.Place.Standing, membership.Key));
            if (candidates.Count == Explained)
                break;
        }

        return chosen is null ? null : new(chosen, new(options.Ranking.Name, line.Free.Count, allDeclined, candidates));
    }
}

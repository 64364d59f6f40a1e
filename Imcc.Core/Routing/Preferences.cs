namespace Imcc.Core.Routing;

/// <summary>Who waits for which agent in particular: when that agent changes in any way, they are looked at again.</summary>
internal sealed class Preferences
{
    private readonly Dictionary<Guid, HashSet<Standing>> _byAgent = [];

    public IReadOnlyCollection<Standing> Of(Guid agentId) => _byAgent.TryGetValue(agentId, out var contacts) ? contacts : [];

    public void Add(Standing contact)
    {
        if (contact.Entry!.PreferredAgentId is not { } agent)
            return;
        if (!_byAgent.TryGetValue(agent, out var contacts))
            _byAgent[agent] = contacts = [];
        contacts.Add(contact);
    }

    public void Remove(Standing contact)
    {
        if (contact.Entry!.PreferredAgentId is not { } agent || !_byAgent.TryGetValue(agent, out var contacts))
            return;
        contacts.Remove(contact);
        if (contacts.Count == 0)
            _byAgent.Remove(agent);
    }
}

using System.Collections.Frozen;
using Imcc.Core.Channels;

namespace Imcc.Core.Organisation;

/// <summary>
/// The small and slow-moving facts (accounts, agents, skill groups) as one immutable value that every node holds in memory.
/// A change makes a new value with a higher version.
/// </summary>
public sealed class Directory
{
    public static readonly Directory Empty = new(0, [], [], []);

    public Directory(long version, IReadOnlyCollection<ChannelAccount> accounts, IReadOnlyCollection<SkillGroup> groups, IReadOnlyCollection<Agent> agents)
    {
        Version = version;
        Accounts = accounts.ToFrozenDictionary(a => a.Id);
        AccountsByKey = accounts.ToFrozenDictionary(a => a.Key, StringComparer.Ordinal);
        Groups = groups.ToFrozenDictionary(g => g.Id);
        Agents = agents.ToFrozenDictionary(a => a.Id);
    }

    public long Version { get; }

    public FrozenDictionary<Guid, ChannelAccount> Accounts { get; }

    public FrozenDictionary<string, ChannelAccount> AccountsByKey { get; }

    public FrozenDictionary<Guid, SkillGroup> Groups { get; }

    public FrozenDictionary<Guid, Agent> Agents { get; }
}

using System.Collections.Frozen;
using Imcc.Core.Channels;
using Imcc.Core.Replies;
using Imcc.Core.Reasons;
using Imcc.Core.Contacts;

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

    /// <summary>All tiers from 0 to 9, in order.</summary>
    public IReadOnlyList<VipTier> VipTiers { get; init; } = VipTier.Defaults;

    public FrozenDictionary<Guid, CustomerTag> Tags { get; init; } = FrozenDictionary<Guid, CustomerTag>.Empty;

    /// <summary>In the order of the card.</summary>
    public IReadOnlyList<CustomerAttribute> Attributes { get; init; } = [];

    public IReadOnlyList<CustomerSource> Sources { get; init; } = [];

    /// <summary>In the order of the card.</summary>
    public IReadOnlyList<CustomerLink> Links { get; init; } = [];

    public FrozenDictionary<Guid, OpeningCalendar> Calendars { get; init; } = FrozenDictionary<Guid, OpeningCalendar>.Empty;

    /// <summary>In the order of the menu.</summary>
    public IReadOnlyList<PresenceReason> PresenceReasons { get; init; } = [];

    /// <summary>The groups' and the company's quick replies.</summary>
    public ReplyLibrary Replies { get; init; } = ReplyLibrary.Empty;

    public WordGuard Words { get; init; } = WordGuard.Empty;

    /// <summary>Whose eyes which numbers are hidden from.</summary>
    public Privacy.PrivacyRules Privacy { get; init; } = new();

    /// <summary>The published tree of reasons for contact.</summary>
    public ReasonTree Reasons { get; init; } = ReasonTree.Empty;

    public long Version { get; }

    public FrozenDictionary<Guid, ChannelAccount> Accounts { get; }

    public FrozenDictionary<string, ChannelAccount> AccountsByKey { get; }

    public FrozenDictionary<Guid, SkillGroup> Groups { get; }

    public FrozenDictionary<Guid, Agent> Agents { get; }

    /// <summary>Who belongs below whom.</summary>
    public UnitTree Units { get; init; } = UnitTree.Empty;

    /// <summary>What agents see of their supervisors.</summary>
    public SupervisionRules Supervision { get; init; } = new();

    /// <summary>The unit that a conversation belongs to: its skill group's, or before it has one its account's.</summary>
    public Guid? UnitOf(Guid? groupId, Guid accountId) =>
        groupId is { } id && Groups.TryGetValue(id, out var group) ? group.OrgUnitId : Accounts.GetValueOrDefault(accountId)?.OrgUnitId;

    /// <summary>Whether this person is a lead (班长) of a unit: of their own and of those below it.</summary>
    public bool IsLeadOf(Guid personId, Guid? unitId) =>
        unitId is { } unit && Agents.TryGetValue(personId, out var lead) && lead is { Enabled: true, IsLead: true } && Units.IsWithin(unit, lead.OrgUnitId);

    /// <summary>Whether a skill group is open now.</summary>
    public bool IsOpen(SkillGroup group, DateTimeOffset now) => CalendarOf(group)?.IsOpen(now) ?? true;

    /// <summary>Whether a skill group works on the day that a moment is in; one that is gone or has no calendar works every day.</summary>
    public bool IsWorkday(Guid? groupId, DateTimeOffset at) => groupId is not { } id || !Groups.TryGetValue(id, out var group) || (CalendarOf(group)?.IsWorkday(at) ?? true);

    /// <summary>When a closed skill group opens next; null: it is always open, or never opens.</summary>
    public DateTimeOffset? OpensNext(SkillGroup group, DateTimeOffset now) => CalendarOf(group)?.OpensNext(now);

    /// <summary>Whether a summary in this group needs a reason: it is wanted, and there is one to choose.</summary>
    public bool WantsReason(SkillGroup group) => group.Reasons.Required && Reasons.HasChoiceUnder(group.Reasons.Roots);

    /// <summary>The tier that counts for a customer: the highest of the own record's, the account's and the tags'.</summary>
    public int TierOf(int own, ChannelAccount account, IEnumerable<Guid> tags)
    {
        var tier = Math.Max(own, account.VipTier);
        foreach (var id in tags)
        {
            if (Tags.TryGetValue(id, out var tag))
                tier = Math.Max(tier, tag.VipTier);
        }

        return Math.Clamp(tier, 0, VipTier.Highest);
    }

    private OpeningCalendar? CalendarOf(SkillGroup group) => group.CalendarId is { } id ? Calendars.GetValueOrDefault(id) : null;
}

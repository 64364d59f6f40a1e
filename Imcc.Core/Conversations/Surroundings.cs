using System.Collections.Immutable;
using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Organisation;

namespace Imcc.Core.Conversations;

/// <summary>What a decision about a conversation looks at besides the conversation itself.</summary>
public sealed record Surroundings
{
    public required ChannelAccount Account { get; init; }

    public required Organisation.Directory Directory { get; init; }

    public required ConversationLimits Limits { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>What the ACD says about the lines that matter here, by group; null: no answer in time.</summary>
    public ImmutableDictionary<Guid, LineForecast?> Forecasts { get; init; } = ImmutableDictionary<Guid, LineForecast?>.Empty;

    /// <summary>The VIP tier that counts for this customer: the record's, the account's or a tag's.</summary>
    public int Tier { get; init; }

    /// <summary>What was found for the customer's words without asking anybody (<see cref="Reception.Seeks"/>); null: nothing, or nothing was looked for.</summary>
    public AutomaticAnswer? Found { get; init; }

    /// <summary>The code that led the customer here; null: none does, or it is switched off.</summary>
    public QrArrival? Arrival { get; init; }

    /// <summary>What the customer says opens no conversation.</summary>
    public bool IsBlocked { get; init; }

    public LineForecast? ForecastOf(Guid? groupId) => groupId is { } id ? Forecasts.GetValueOrDefault(id) : null;

    public SkillGroup? GroupOf(Conversation c) => c.GroupId is { } id ? Directory.Groups.GetValueOrDefault(id) : null;

    /// <summary>With the time at which the next thing happens by itself, as of now.</summary>
    public Conversation Scheduled(Conversation c) => c.Due(Deadlines.Next(c, GroupOf(c), Limits)?.At);

    public string NameOf(Guid? agentId) => agentId is { } id && Directory.Agents.TryGetValue(id, out var agent) ? agent.DisplayName : "";

    /// <summary>The greeting with which a person comes into the conversation; only where no person has said anything yet.</summary>
    public string? Greeting(Conversation c) =>
        c.FirstReplyAt is null && Account.Texts.Greeting.Length > 0 ? Account.Texts.Greeting.Replace("{agent}", NameOf(c.AgentId), StringComparison.Ordinal) : null;
}

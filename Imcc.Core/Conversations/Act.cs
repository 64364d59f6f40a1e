using System.Collections.Immutable;
using Imcc.Core.Reasons;

namespace Imcc.Core.Conversations;

/// <summary>What somebody, or the system, wants to do with a conversation: a closed set. <see cref="Conduct"/> says what comes of it.</summary>
[GenerateSerializer, Immutable, Alias("Imcc.Act")]
public abstract record Act
{
    private Act()
    {
    }

    /// <summary>The asked agent takes it: an offer from the line, or a colleague's invitation.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Accept")]
    public sealed record Accept([property: Id(0)] Guid AgentId, [property: Id(1)] Guid OfferId) : Act;

    /// <param name="Reason">In the agent's words; may be empty.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Decline")]
    public sealed record Decline([property: Id(0)] Guid AgentId, [property: Id(1)] Guid OfferId, [property: Id(2)] string Reason = "") : Act;

    /// <param name="AsksCustomer">The agent wants the customer to be asked how satisfied they were, where the group leaves it to the agent.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.End")]
    public sealed record End([property: Id(0)] Guid AgentId, [property: Id(1)] bool AsksCustomer = false) : Act;

    [GenerateSerializer, Immutable, Alias("Imcc.Act.FinishWrapUp")]
    public sealed record FinishWrapUp([property: Id(0)] Guid AgentId) : Act;

    [GenerateSerializer, Immutable, Alias("Imcc.Act.SaveNote")]
    public sealed record SaveNote([property: Id(0)] Guid AgentId, [property: Id(1)] string Note) : Act;

    /// <summary>Why the customer came, in the words of the tree; also after the end.</summary>
    /// <param name="Reasons">All that it is to have from now on.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Classify")]
    public sealed record Classify([property: Id(0)] Guid AgentId, [property: Id(1)] ImmutableArray<ReasonPick> Reasons) : Act;

    [GenerateSerializer, Immutable, Alias("Imcc.Act.MarkRead")]
    public sealed record MarkRead([property: Id(0)] Guid AgentId) : Act;

    /// <param name="RemindAt">When the agent wants to be reminded; null: not at all.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Park")]
    public sealed record Park([property: Id(0)] Guid AgentId, [property: Id(1)] DateTimeOffset? RemindAt) : Act;

    /// <summary>The agent goes on with what they had parked.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Resume")]
    public sealed record Resume([property: Id(0)] Guid AgentId) : Act;

    /// <summary>The agent closes what they had parked.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.CloseParked")]
    public sealed record CloseParked([property: Id(0)] Guid AgentId) : Act;

    [GenerateSerializer, Immutable, Alias("Imcc.Act.TransferToGroup")]
    public sealed record TransferToGroup([property: Id(0)] Guid AgentId, [property: Id(1)] Guid GroupId, [property: Id(2)] string Reason, [property: Id(3)] string Note) : Act;

    /// <summary>Another agent, whose capacity the ACD has reserved, is asked to take over.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Invite")]
    public sealed record Invite(
        [property: Id(0)] Guid AgentId,
        [property: Id(1)] Guid InvitedId,
        [property: Id(2)] Guid OfferId,
        [property: Id(3)] int Units,
        [property: Id(4)] string Reason,
        [property: Id(5)] string Note,
        [property: Id(6)] long Term = 0,
        [property: Id(7)] string Explanation = "") : Act;

    [GenerateSerializer, Immutable, Alias("Imcc.Act.WithdrawInvitation")]
    public sealed record WithdrawInvitation([property: Id(0)] Guid AgentId) : Act;

    [GenerateSerializer, Immutable, Alias("Imcc.Act.AskHelp")]
    public sealed record AskHelp([property: Id(0)] Guid AgentId, [property: Id(1)] Guid HelperId, [property: Id(2)] string Note) : Act;

    /// <summary>The agent, or the helper, says that it is enough.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.EndHelp")]
    public sealed record EndHelp([property: Id(0)] Guid AgentId) : Act;

    /// <summary>The agent, or a supervisor beside them, wanted to say what is never sent: nothing was, and that stands on record.</summary>
    /// <param name="Words">As a person reads them.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.HoldBack")]
    public sealed record HoldBack([property: Id(0)] Guid AgentId, [property: Id(1)] string Words) : Act;

    /// <summary>In a group: whom the agent's words are for from now on.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Address")]
    public sealed record Address([property: Id(0)] Guid AgentId, [property: Id(1)] Channels.Speaker To) : Act;

    /// <summary>A supervisor gives it to an agent, asked or not, full or not.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Assign")]
    public sealed record Assign([property: Id(0)] Guid SupervisorId, [property: Id(1)] Guid AgentId, [property: Id(2)] string Reason) : Act;

    /// <summary>A supervisor takes it for themselves, full or not.</summary>
    /// <param name="From">Who served or kept it when the supervisor decided so; null: nobody did. If that is no longer so, nothing happens.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.TakeOver")]
    public sealed record TakeOver([property: Id(0)] Guid LeadId, [property: Id(1)] Guid? From, [property: Id(2)] string Reason) : Act;

    /// <summary>A supervisor gives it to the line of a skill group, whoever has it.</summary>
    /// <param name="From">As in <see cref="TakeOver"/>.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.Move")]
    public sealed record Move([property: Id(0)] Guid LeadId, [property: Id(1)] Guid? From, [property: Id(2)] Guid GroupId, [property: Id(3)] string Reason) : Act;

    /// <summary>The agent can no longer be reached: nothing rings there any more, and with <paramref name="ForGood"/> nobody is served from there.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.LoseAgent")]
    public sealed record LoseAgent([property: Id(0)] Guid AgentId, [property: Id(1)] bool ForGood) : Act;

    /// <summary>The customer's screen went away, where the channel can tell.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.CustomerAway")]
    public sealed record CustomerAway : Act;

    [GenerateSerializer, Immutable, Alias("Imcc.Act.CustomerBack")]
    public sealed record CustomerBack : Act;

    /// <summary>More wait than may, and this one came last.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.Act.TurnAway")]
    public sealed record TurnAway : Act;
}

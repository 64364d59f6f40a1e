using System.Collections.Immutable;

namespace Imcc.Core.Privacy;

/// <summary>Whose eyes which numbers are hidden from, and who may look at one for a reason (脱敏规则). One set for the whole organisation.</summary>
public sealed record PrivacyRules
{
    /// <summary>Numbers that can be hidden; an order number is nobody's secret.</summary>
    public static readonly ImmutableArray<NumberKind> Kinds = [NumberKind.Phone, NumberKind.IdCard, NumberKind.BankCard];

    public const int MostReasons = 8;
    public const int LongestReason = 100;

    public ImmutableArray<NumberKind> HiddenFromAgents { get; init; } = Kinds;

    public ImmutableArray<NumberKind> HiddenFromLeads { get; init; } = [NumberKind.IdCard, NumberKind.BankCard];

    /// <summary>Agents may look at a hidden number, with a reason that is kept in the audit log.</summary>
    public bool AgentsReveal { get; init; } = true;

    /// <summary>As <see cref="AgentsReveal"/>, for leads.</summary>
    public bool LeadsReveal { get; init; } = true;

    /// <summary>Programs that work with an API key read as their agent would; otherwise they read everything.</summary>
    public bool MaskPrograms { get; init; }

    /// <summary>What can be chosen with one click when a number is looked at; 1 to 8, each at most 100 characters.</summary>
    public ImmutableArray<string> Reasons { get; init; } = ["核对客户身份", "给客户回电", "办理客户委托的业务", "核查投诉或风险"];

    public Mask MaskFor(bool isLead) => (isLead ? HiddenFromLeads : HiddenFromAgents) is { IsEmpty: false } hidden ? new(hidden) : Mask.None;

    public bool MayReveal(bool isLead) => isLead ? LeadsReveal : AgentsReveal;
}

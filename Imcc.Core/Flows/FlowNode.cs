using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Imcc.Core.Flows;

/// <summary>One component (元件) of a flow. It is named by its <paramref name="Id"/>, which it keeps for life: where others lead to it, and where a customer stands in it, is said by that.</summary>
/// <param name="Id">Unique in its flow; made once, shown to nobody.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SayNode), "say")]
[JsonDerivedType(typeof(AskNode), "ask")]
[JsonDerivedType(typeof(ChoiceNode), "choice")]
[JsonDerivedType(typeof(DecideNode), "decide")]
[JsonDerivedType(typeof(TransferNode), "transfer")]
[JsonDerivedType(typeof(EndNode), "end")]
public abstract record FlowNode(string Id)
{
    /// <summary>The ways out of it, each with the id of the node that it leads to; empty: it leads nowhere yet.</summary>
    [JsonIgnore]
    public abstract IEnumerable<string> Ways { get; }

    /// <summary>The texts in which <c>{slot}</c> stands for what the customer answered.</summary>
    [JsonIgnore]
    public abstract IEnumerable<string> Texts { get; }

    /// <summary>Whether the customer has to say something before it goes on.</summary>
    [JsonIgnore]
    public bool Waits => this is AskNode or ChoiceNode;
}

/// <summary>Something is said. Texts that follow each other are sent as one message: a channel lets us say only a few.</summary>
public sealed record SayNode(string Id, string Text = "", string Next = "") : FlowNode(Id)
{
    public override IEnumerable<string> Ways => [Next];

    public override IEnumerable<string> Texts => [Text];
}

/// <summary>Something is asked, and the answer is kept.</summary>
/// <param name="Slot">Under which name.</param>
/// <param name="Pattern">For <see cref="FlowInput.Pattern"/>: a regular expression that the whole answer fits.</param>
/// <param name="Retry">What is said to an answer that does not fit, before the question is asked again.</param>
/// <param name="MostTries">How many answers may not fit: 1 to <see cref="FlowLimits.Tries"/>.</param>
/// <param name="GivesUp">Where it goes on after that many.</param>
public sealed record AskNode(
    string Id,
    string Text = "",
    string Slot = "",
    FlowInput Input = FlowInput.Text,
    string Pattern = "",
    string Retry = "",
    int MostTries = FlowLimits.UsualTries,
    string Next = "",
    string GivesUp = "") : FlowNode(Id)
{
    public override IEnumerable<string> Ways => [Next, GivesUp];

    public override IEnumerable<string> Texts => [Text, Retry];
}

/// <summary>One of several is to be chosen: by its number, its words, or another word for it.</summary>
/// <param name="Slot">Under which name the chosen one's text is kept; empty: it is not.</param>
/// <param name="MostTries">As of <see cref="AskNode"/>.</param>
public sealed record ChoiceNode(
    string Id,
    string Text = "",
    ImmutableArray<FlowOption> Options = default,
    string Slot = "",
    string Retry = "",
    int MostTries = FlowLimits.UsualTries,
    string GivesUp = "") : FlowNode(Id)
{
    public ImmutableArray<FlowOption> Options { get; init; } = Options.IsDefault ? [] : Options;

    public override IEnumerable<string> Ways => [.. Options.Select(o => o.Next), GivesUp];

    public override IEnumerable<string> Texts => [Text, Retry, .. Options.Select(o => o.Text)];
}

/// <param name="Words">Other words for it.</param>
public sealed record FlowOption(string Text, ImmutableArray<string> Words = default, string Next = "")
{
    public ImmutableArray<string> Words { get; init; } = Words.IsDefault ? [] : Words;
}

/// <summary>Goes on by what was answered before: the first rule that holds.</summary>
/// <param name="Otherwise">Where none does.</param>
public sealed record DecideNode(string Id, ImmutableArray<FlowRule> Rules = default, string Otherwise = "") : FlowNode(Id)
{
    public ImmutableArray<FlowRule> Rules { get; init; } = Rules.IsDefault ? [] : Rules;

    public override IEnumerable<string> Ways => [.. Rules.Select(r => r.Next), Otherwise];

    public override IEnumerable<string> Texts => [];
}

/// <param name="Value">What is compared with; a number for <see cref="FlowTest.AtLeast"/> and <see cref="FlowTest.AtMost"/>.</param>
public sealed record FlowRule(string Slot, FlowTest Test, string Value = "", string Next = "");

/// <summary>People take over, and read what was answered.</summary>
/// <param name="Text">Said before the line's own words; empty: nothing.</param>
/// <param name="GroupId">Null: the account's skill group.</param>
public sealed record TransferNode(string Id, string Text = "", Guid? GroupId = null) : FlowNode(Id)
{
    public override IEnumerable<string> Ways => [];

    public override IEnumerable<string> Texts => [Text];
}

/// <summary>The flow is over.</summary>
/// <param name="Text">The last thing said; empty: nothing.</param>
public sealed record EndNode(string Id, string Text = "") : FlowNode(Id)
{
    public override IEnumerable<string> Ways => [];

    public override IEnumerable<string> Texts => [Text];
}

/// <summary>What an answer has to be. Stored; values are never renumbered.</summary>
public enum FlowInput
{
    /// <summary>Anything but nothing.</summary>
    Text = 0,

    /// <summary>A whole or decimal number; what stands around it is left away.</summary>
    Number = 1,

    /// <summary>A mobile number of mainland China.</summary>
    Phone = 2,

    /// <summary>An identity number (GB 11643-1999), its check digit right.</summary>
    IdCard = 3,

    /// <summary>A bank card's number, its check digit right.</summary>
    BankCard = 4,

    /// <summary>A day: 2026-11-23, 11月23日, 今天, 明天, 后天, 昨天.</summary>
    Date = 5,

    Email = 6,

    /// <summary>What a regular expression fits.</summary>
    Pattern = 7,
}

/// <summary>How a slot is compared. Stored; values are never renumbered.</summary>
public enum FlowTest
{
    /// <summary>The same letters, whatever the case, the width and the script.</summary>
    Is = 0,
    IsNot = 1,
    Contains = 2,
    /// <summary>Something was answered.</summary>
    IsGiven = 3,
    AtLeast = 4,
    AtMost = 5,
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Imcc.Core.Flows;

/// <summary>Where a customer stands in a flow, as the conversation keeps it: written with the message that led there, so that it is led on exactly once.</summary>
/// <param name="Version">The version in which they began.</param>
/// <param name="NodeId">The node that waits for an answer; empty: it is over, and only what was answered is left.</param>
/// <param name="Tries">Answers to this node that did not fit.</param>
/// <param name="Prompt">What was asked, to be asked again after something else.</param>
/// <param name="Until">Until when an answer is waited for.</param>
/// <param name="SilenceText">What is said then.</param>
[GenerateSerializer, Immutable, Alias("Imcc.FlowRun")]
public sealed record FlowRun(
    [property: Id(0)] Guid FlowId,
    [property: Id(1)] long Version,
    [property: Id(2)] string Name,
    [property: Id(3)] string NodeId,
    [property: Id(4)] ImmutableArray<FlowSlot> Slots,
    [property: Id(5)] int Tries,
    [property: Id(6)] string Prompt,
    [property: Id(7)] DateTimeOffset BeganAt,
    [property: Id(8)] DateTimeOffset Until,
    [property: Id(9)] string SilenceText)
{
    [JsonIgnore]
    public bool Waits => NodeId.Length > 0;

    public string? this[string slot] => Slots.FirstOrDefault(s => s.Name == slot)?.Value;

    /// <summary>What was answered, in one line, for whoever takes over; at most <see cref="FlowLimits.Summary"/> characters.</summary>
    [JsonIgnore]
    public string Summary
    {
        get
        {
            var summary = string.Join('；', Slots.Select(s => $"{s.Name}：{Plain(s.Value)}"));
            return summary.Length <= FlowLimits.Summary ? summary : string.Concat(summary.AsSpan(0, FlowLimits.Summary - 1), "…");
        }
    }

    // A customer's words are one answer each, whatever stands in them.
    private static string Plain(string value) => string.Create(value.Length, value, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = from[i] is '；' or ';' ? '，' : char.IsControl(from[i]) || char.GetUnicodeCategory(from[i]) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : from[i];
    });

    internal FlowRun With(string slot, string value)
    {
        if (slot.Length == 0)
            return this;
        var kept = new FlowSlot(slot, value.Length <= FlowLimits.Answer ? value : value[..FlowLimits.Answer]);
        var known = Slots.FirstOrDefault(s => s.Name == slot);
        return this with { Slots = known is null ? Slots.Add(kept) : Slots.Replace(known, kept) };
    }
}

[GenerateSerializer, Immutable, Alias("Imcc.FlowSlot")]
public sealed record FlowSlot([property: Id(0)] string Name, [property: Id(1)] string Value);

using System.ComponentModel.DataAnnotations;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Delivery;

/// <summary>How fast and how long messages go out. Section <c>Imcc:Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Imcc:Delivery";

    /// <summary>How fast interfaces may be called; of several rules that fit, the one that names most decides. What none fits goes by the channel's own default.</summary>
    [ValidateEnumeratedItems]
    public IList<RateRule> Rates { get; } = [];

    /// <summary>What each channel allows to write after what a customer did, by the channel's name; replaces that channel's whole table.</summary>
    public IDictionary<ChannelKind, List<WindowRule>> Windows { get; } = new Dictionary<ChannelKind, List<WindowRule>>();

    /// <summary>How long a message waits for the customer to write again before it is given up.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a message that meets nothing but passing faults is tried.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a process that took a delivery may be silent before another takes it. Longer than the channels' own time-outs.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls of one node that are under way at a time, of all accounts together.</summary>
    [Range(1, 4096)]
    public int AtOnce { get; set; } = 256;

    internal SendRate RateOf(ChannelKind kind, string accountKey, string api)
    {
        var rule = Rates.Where(r => r.Fits(kind, accountKey, api)).OrderByDescending(r => (r.Account is null ? 0 : 2) + (r.Api is null ? 0 : 1)).FirstOrDefault();
        var usual = UsualRates.Of(kind);
        return rule is null ? usual : new(rule.PerSecond ?? usual.PerSecond, rule.Burst ?? usual.Burst, rule.AtOnce ?? usual.AtOnce);
    }
}

[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;

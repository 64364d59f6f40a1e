using System.ComponentModel.DataAnnotations;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Delivery;

/// <summary>One rule of <see cref="DeliveryOptions.Rates"/>; what it does not name it fits, what it does not set stays as usual.</summary>
public sealed class RateRule
{
    public ChannelKind? Channel { get; set; }

    /// <summary>The account's key.</summary>
    public string? Account { get; set; }

    /// <summary>The interface by the channel's own name.</summary>
    public string? Api { get; set; }

    [Range(0.01, 100_000)]
    public double? PerSecond { get; set; }

    [Range(1, 100_000)]
    public int? Burst { get; set; }

    [Range(1, 1024)]
    public int? AtOnce { get; set; }

    internal bool Fits(ChannelKind kind, string accountKey, string api) => (Channel is null || Channel == kind) && (Account is null || Account == accountKey) && (Api is null || Api == api);
}

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

/// <summary>One line of <see cref="DeliveryOptions.Windows"/>.</summary>
public sealed class WindowRule
{
    public ReplyTrigger Trigger { get; set; } = ReplyTrigger.Message;

    [Range(0, 1_000_000)]
    public int Messages { get; set; }

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromHours(48);
}

[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;

/// <inheritdoc cref="IReplyWindows"/>
internal sealed class ConfiguredWindows(IOptions<DeliveryOptions> options) : IReplyWindows
{
    private readonly Dictionary<ChannelKind, IReadOnlyList<ReplyAllowance>> _tables = options.Value.Windows.ToDictionary(
        w => w.Key, w => (IReadOnlyList<ReplyAllowance>)[.. w.Value.Select(r => new ReplyAllowance(r.Trigger, r.Messages, r.ValidFor))]);

    public IReadOnlyList<ReplyAllowance>? TableOf(ChannelKind channel) => _tables.GetValueOrDefault(channel) ?? ReplyAllowance.TableOf(channel);
}

/// <summary>How fast channels are called where nothing is configured.</summary>
internal static class UsualRates
{
    /// <summary>
    /// WeChat publishes a quota of the day (500,000 of customer-service messages) and none of the second: fast enough for the largest campaign, while 45011 and AIMD
    /// find the rest. QQ and what runs on a person's account are watched for robots: there slow is safe.
    /// </summary>
    public static SendRate Of(ChannelKind kind) => kind switch
    {
        ChannelKind.WeChat or ChannelKind.MiniProgram or ChannelKind.WeCom => new(600, 300, 64),
        ChannelKind.Qq => new(20, 20, 16),
        ChannelKind.OneBot => new(2, 5, 2),
        ChannelKind.Weibo => new(20, 20, 16),
        ChannelKind.Email => new(10, 20, 8),
        _ => new(200, 200, 32),
    };
}

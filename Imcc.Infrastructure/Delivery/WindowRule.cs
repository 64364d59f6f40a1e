using System.ComponentModel.DataAnnotations;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Delivery;

/// <summary>One line of <see cref="DeliveryOptions.Windows"/>.</summary>
public sealed class WindowRule
{
    public ReplyTrigger Trigger { get; set; } = ReplyTrigger.Message;

    [Range(0, 1_000_000)]
    public int Messages { get; set; }

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromHours(48);
}

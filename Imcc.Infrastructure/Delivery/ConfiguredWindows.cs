using Imcc.Core.Channels;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Delivery;

/// <inheritdoc cref="IReplyWindows"/>
internal sealed class ConfiguredWindows(IOptions<DeliveryOptions> options) : IReplyWindows
{
    private readonly Dictionary<ChannelKind, IReadOnlyList<ReplyAllowance>> _tables = options.Value.Windows.ToDictionary(
        w => w.Key, w => (IReadOnlyList<ReplyAllowance>)[.. w.Value.Select(r => new ReplyAllowance(r.Trigger, r.Messages, r.ValidFor))]);

    public IReadOnlyList<ReplyAllowance>? TableOf(ChannelKind channel) => _tables.GetValueOrDefault(channel) ?? ReplyAllowance.TableOf(channel);
}

namespace Imcc.Core.Channels;

/// <summary>What channels allow to write after what a customer did, as this installation has it.</summary>
public interface IReplyWindows
{
    /// <returns>Null: the channel sets no limit.</returns>
    IReadOnlyList<ReplyAllowance>? TableOf(ChannelKind channel);
}

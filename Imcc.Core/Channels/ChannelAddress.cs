namespace Imcc.Core.Channels;

/// <summary>An address of ours that a channel's console has to be told. Its label stands in the texts under <c>{Kind}.{Name}</c>.</summary>
/// <param name="Path">With <c>{key}</c> for the account's key: <c>/webhooks/qq/{key}</c>.</param>
/// <param name="IsSocket">The channel connects by WebSocket: <c>ws</c> or <c>wss</c>.</param>
public sealed record ChannelAddress(string Name, string Path, bool IsSocket = false)
{
    /// <param name="baseAddress">Where the outside world finds us, without a slash at the end.</param>
    public string For(string baseAddress, string key)
    {
        var address = baseAddress + Path.Replace("{key}", key, StringComparison.Ordinal);
        // http becomes ws, and https wss.
        return IsSocket && address.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? "ws" + address[4..] : address;
    }
}

using Imcc.Core.Channels;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.WebChat;

/// <summary>Finds the web chat that an address means: only an enabled account of this channel, never another channel's.</summary>
internal static class WebChatAccounts
{
    public static ChannelAccount? Find(Directory directory, string? key) =>
        key is { Length: > 0 and <= 40 } && directory.AccountsByKey.TryGetValue(key, out var account) && account is { Enabled: true, Kind: ChannelKind.WebChat }
            ? account
            : null;
}

namespace Imcc.Core.Channels.OneBot;

/// <summary>What an administrator fills in to connect a personal QQ account through OneBot 11.</summary>
public static class OneBotForm
{
    public static ChannelForm Form { get; } = new(ChannelKind.OneBot,
    [
        new(nameof(OneBotSettings.Mode), Default: OneBotSettings.Reverse, Choices: [OneBotSettings.Reverse, OneBotSettings.Http]),
        new(nameof(OneBotSettings.SelfId), MaxLength: 20, Check: v => v.Length >= 5 && v.All(char.IsAsciiDigit)),
        new(nameof(OneBotSettings.Token), IsSecret: true, MaxLength: 200, Check: v => v.Trim().Length >= 8),
        new(nameof(OneBotSettings.Secret), IsSecret: true, IsRequired: false, MaxLength: 200, Check: v => v.Trim().Length >= 8),
        new(nameof(OneBotSettings.HttpBase), IsRequired: false, MaxLength: 300, Check: IsAddress, IsAddress: true),
        new(nameof(OneBotSettings.Prefixes), IsRequired: false, MaxLength: 100),
    ])
    {
        Addresses = [new("SocketUrl", "/webhooks/onebot/{key}/ws", IsSocket: true), new("PostUrl", "/webhooks/onebot/{key}")],
    };

    // A path is the stand-in's, of our own process.
    private static bool IsAddress(string value) => value.StartsWith("/simulator/", StringComparison.Ordinal) || Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}

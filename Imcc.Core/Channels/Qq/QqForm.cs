using System.Collections.Immutable;
using System.Globalization;

namespace Imcc.Core.Channels.Qq;

/// <summary>What an administrator enters to connect an official QQ bot.</summary>
public static class QqForm
{
    public const string AppId = "AppId";
    public const string Secret = "Secret";
    public const string Hosts = "Hosts";
    public const string ApiBase = "ApiBase";
    public const string TokenBase = "TokenBase";
    public const string AddressCheck = "AddressCheck";
    public const string Markdown = "Markdown";
    public const string PersonReplies = "PersonReplies";
    public const string PersonMinutes = "PersonMinutes";
    public const string GroupReplies = "GroupReplies";
    public const string GroupMinutes = "GroupMinutes";

    /// <summary>The hosts of QQ's pages of 2026.</summary>
    public const string Newer = "newer";

    /// <summary>The hosts that QQ's own libraries still use.</summary>
    public const string Older = "older";

    public const string Sandbox = "sandbox";
    public const string Open = "open";
    public const string Closed = "closed";
    public const string On = "on";
    public const string Off = "off";

    public static readonly ChannelForm Form = new(ChannelKind.Qq,
    [
        new(AppId, MaxLength: 32, Check: IsPlain),
        new(Secret, IsSecret: true, MaxLength: 128, Check: value => value.All(c => c is > ' ' and < '\x7f')),
        new(Hosts, Default: Newer, Choices: [Newer, Older, Sandbox]),
        new(ApiBase, IsRequired: false, Check: IsAddress, IsAddress: true),
        new(TokenBase, IsRequired: false, Check: IsAddress, IsAddress: true),
        new(AddressCheck, Default: Open, Choices: [Open, Closed]),
        new(Markdown, Default: Off, Choices: [Off, On]),
        Count(PersonReplies, QqWindow.OfPerson.Replies, 20),
        Count(PersonMinutes, (int)QqWindow.OfPerson.ValidFor.TotalMinutes, 7 * 24 * 60),
        Count(GroupReplies, QqWindow.OfGroup.Replies, 20),
        Count(GroupMinutes, (int)QqWindow.OfGroup.ValidFor.TotalMinutes, 7 * 24 * 60),
    ])
    {
        Addresses = [new("WebhookUrl", "/webhooks/qq/{key}")],
    };

    /// <returns>The API's and the token's address.</returns>
    public static (string Api, string Token) HostsOf(string choice) => choice switch
    {
        Older => ("https://api.sgroup.qq.com", "https://bots.qq.com"),
        Sandbox => ("https://sandbox.api.sgroup.qq.com", "https://bots.qq.com"),
        _ => ("https://api.bot.qq.com", "https://api.bot.qq.com"),
    };

    private static ChannelField Count(string name, int standard, int most) =>
        new(name, IsRequired: false, Default: standard.ToString(CultureInfo.InvariantCulture), MaxLength: 5,
            Check: value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most);

    private static bool IsPlain(string value) => value.All(char.IsAsciiLetterOrDigit);

    /// <summary>A web address, or a path of our own (the stand-in of the demo).</summary>
    private static bool IsAddress(string value) =>
        (value.StartsWith('/') && !value.StartsWith("//", StringComparison.Ordinal))
        || (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.Query.Length == 0);
}

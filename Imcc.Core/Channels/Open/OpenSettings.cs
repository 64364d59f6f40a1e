using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Channels.Open;

/// <summary>What connects us with the other system of an open channel.</summary>
public sealed class OpenSettings
{
    public const string AccessKey = nameof(AccessKey);
    public const string SigningKey = nameof(SigningKey);
    public const string WebhookUrl = nameof(WebhookUrl);
    public const string Typing = nameof(Typing);
    public const string Yes = "yes";
    public const string No = "no";

    private readonly ChannelConnection _connection;

    public OpenSettings(ChannelAccount account) => _connection = account.Connection;

    /// <returns>Null: nothing is sent out.</returns>
    public Uri? Webhook => Uri.TryCreate(_connection[WebhookUrl], UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <returns>Null: it is damaged, and nothing can be signed.</returns>
    public byte[]? Key => StandardWebhook.ReadKey(_connection[SigningKey]);

    public bool TellsTyping => _connection[Typing] == Yes;

    /// <summary>Whether whoever shows this key may post for the account; takes the same time whatever is wrong with it.</summary>
    public bool Admits(string shown) =>
        _connection[AccessKey] is { Length: > 0 } key && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(key));

    /// <summary>An address to send to: http or https, and nobody's name and password in it.</summary>
    public static bool IsWebhook(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)
        || Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;
}

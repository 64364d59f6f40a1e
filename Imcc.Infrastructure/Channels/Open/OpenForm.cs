using System.Buffers.Text;
using System.Security.Cryptography;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>What connects an open channel with the other system.</summary>
public static class OpenForm
{
    private const int ShortestKey = 20;

    public static ChannelForm Form { get; } = new(ChannelKind.Open,
    [
        new(OpenSettings.WebhookUrl, IsRequired: false, MaxLength: 500, Check: OpenSettings.IsWebhook, IsAddress: true),
        new(OpenSettings.SigningKey, IsSecret: true, MaxLength: 100, Check: v => StandardWebhook.ReadKey(v) is not null, Suggest: NewSigningKey),
        new(OpenSettings.AccessKey, IsSecret: true, MaxLength: 128, Check: v => v.Length >= ShortestKey && v.All(c => c is > ' ' and <= '~'), Suggest: NewAccessKey),
        new(OpenSettings.Typing, Default: OpenSettings.No, Choices: [OpenSettings.No, OpenSettings.Yes]),
    ])
    {
        Addresses = [new("MessagesUrl", "/api/v1/channels/{key}/messages")],
    };

    public static string NewSigningKey() => StandardWebhook.Written(RandomNumberGenerator.GetBytes(32));

    public static string NewAccessKey() => "och_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

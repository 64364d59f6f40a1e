using Imcc.Core.Channels;

namespace Imcc.Tests.Organisation;

/// <summary>A form with a field of every sort, for a kind that no channel of ours has.</summary>
internal static class SampleForm
{
    public const ChannelKind Kind = ChannelKind.Email;

    public static readonly ChannelForm Form = new(Kind,
    [
        new("Host", Check: v => v.Contains('.', StringComparison.Ordinal), MaxLength: 30),
        new("Password", IsSecret: true),
        new("Signing", IsSecret: true, IsRequired: false, Suggest: () => "suggested-" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16)),
        new("Mode", Default: "plain", Choices: ["plain", "tls"]),
        new("ApiBase", IsRequired: false, Default: "/simulator/mail", IsAddress: true),
        new("Note", IsRequired: false),
    ])
    {
        Addresses = [new("HookUrl", "/webhooks/mail/{key}"), new("SocketUrl", "/webhooks/mail/{key}/socket", IsSocket: true)],
    };
}

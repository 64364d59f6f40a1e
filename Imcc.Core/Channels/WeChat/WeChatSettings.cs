namespace Imcc.Core.Channels.WeChat;

/// <summary>What connects us with one WeChat official account (公众号).</summary>
[GenerateSerializer, Immutable]
public sealed record WeChatSettings
{
    [Id(0)] public required string AppId { get; init; }

    [Id(1)] public required string AppSecret { get; init; }

    /// <summary>The word that signs callbacks: 3 to 32 letters and digits.</summary>
    [Id(2)] public required string Token { get; init; }

    /// <summary>43 letters and digits; empty when the account speaks plain text only.</summary>
    [Id(3)] public string EncodingAesKey { get; init; } = "";

    /// <summary>The key before the last rotation: WeChat still uses it for a while.</summary>
    [Id(4)] public string PreviousAesKey { get; init; } = "";

    /// <summary>Where the account's API is: WeChat's own host, one of its mirrors, or a stand-in.</summary>
    [Id(5)] public string ApiBase { get; init; } = "https://api.weixin.qq.com";

    /// <summary>When nobody can serve, the customer goes to WeChat's own client (多客服) instead of being turned away.</summary>
    [Id(6)] public bool HandsOver { get; init; }

    /// <summary>The <c>kf_account</c> as whom agents' messages are shown; empty: as the account itself.</summary>
    [Id(7)] public string ShownAs { get; init; } = "";

    /// <summary>Keys are in here: what the compiler would print must not reach a log.</summary>
    public override string ToString() => $"WeChatSettings {{ AppId = {AppId} }}";
}

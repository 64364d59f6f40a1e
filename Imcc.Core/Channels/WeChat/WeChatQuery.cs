namespace Imcc.Core.Channels.WeChat;

/// <summary>What a callback's URL says about its signature; what is missing is empty.</summary>
public readonly record struct WeChatQuery(string Signature, string Timestamp, string Nonce, string MsgSignature = "", string EncryptType = "");

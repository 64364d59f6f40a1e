namespace Imcc.Core.Channels.OneBot;

/// <summary>How an account is connected with its implementation of OneBot 11 (NapCat and its kin), as its form says.</summary>
/// <param name="Mode">Who connects: <see cref="Reverse"/> (the implementation opens a WebSocket to us) or <see cref="Http"/> (it posts to us, we call it).</param>
/// <param name="SelfId">The QQ number of the account: whoever connects as another is refused.</param>
/// <param name="Token">What the implementation shows on connecting, and what we show when we call it.</param>
/// <param name="Secret">Signs what it posts; without one nothing is taken by POST.</param>
/// <param name="HttpBase">Where its HTTP interface is; empty in the reverse mode.</param>
/// <param name="Prefixes">With one of these at its beginning a word in a group is for us, too; separated by blanks.</param>
public sealed record OneBotSettings(string Mode, string SelfId, string Token, string Secret, string HttpBase, string Prefixes)
{
    public const string Reverse = "reverse";
    public const string Http = "http";

    public static OneBotSettings Of(ChannelAccount account)
    {
        var values = account.Connection;
        return new(
            values[nameof(Mode)] is { Length: > 0 } mode ? mode : Reverse,
            values[nameof(SelfId)].Trim(), values[nameof(Token)].Trim(), values[nameof(Secret)].Trim(), values[nameof(HttpBase)].Trim().TrimEnd('/'), values[nameof(Prefixes)]);
    }

    public bool IsHttp => Mode == Http;

    /// <summary>Secrets are among them.</summary>
    public override string ToString() => nameof(OneBotSettings);

    /// <returns>The text without the prefix that addresses us; null: none does.</returns>
    public string? WithoutPrefix(string text)
    {
        var said = text.TrimStart();
        foreach (var prefix in Prefixes.Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (said.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return said[prefix.Length..].TrimStart();
        }

        return null;
    }
}

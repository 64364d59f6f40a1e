namespace Imcc.Infrastructure.Channels.WeChat.Tools;

/// <summary>How an account is connected, as far as one may look at it.</summary>
/// <param name="HasPreviousKey">After a change of the key messages that WeChat seals with the former one are still read.</param>
/// <param name="IsEncrypted">There is a key at all.</param>
/// <param name="FromConfiguration">The configuration writes the connection again at each start, the former key included.</param>
/// <param name="HandsOver">When nobody can serve, the customer goes to WeChat's own client.</param>
/// <param name="ShownAs">The <c>kf_account</c> as whom agents' messages are shown; empty: the account itself.</param>
/// <param name="ClearsUsed">How often the quotas were cleared from here this month; other systems' clears are not seen.</param>
public sealed record AccountStanding(string AppId, string ApiBase, bool IsEncrypted, bool HasPreviousKey, bool FromConfiguration, bool HandsOver, string ShownAs, int ClearsUsed)
{
    /// <summary>What WeChat grants a month, to all who call for the account together.</summary>
    public const int ClearsAMonth = 10;
}

/// <summary>What WeChat found when it looked for our callback's address.</summary>
public sealed record CallbackCheck(IReadOnlyList<CheckedAddress> Dns, IReadOnlyList<CheckedAddress> Ping)
{
    public bool IsGood => Dns.Count + Ping.Count > 0 && Ping.All(p => !p.Loss.StartsWith("100", StringComparison.Ordinal));
}

/// <param name="Operator">Whose network; WeChat's own word.</param>
/// <param name="Loss">Per cent; empty: not measured.</param>
/// <param name="Time">WeChat's words, as <c>3.72ms</c>.</param>
public sealed record CheckedAddress(string Ip, string Operator, string Loss, string Time);

/// <param name="Limit">A day.</param>
/// <param name="RateCount">How many calls at once; null: WeChat does not tell.</param>
/// <param name="RateSeconds">In how many seconds they come back.</param>
/// <param name="Error">Why it is not known; null: it is.</param>
public sealed record QuotaLine(string Path, long Limit, long Used, long Remain, long? RateCount, long? RateSeconds, string? Error);

/// <summary>One call as WeChat remembers it for 7 days.</summary>
public sealed record CallDetails(DateTimeOffset? At, long? Milliseconds, string Address, string Body, string Answer, string ClientIp);

/// <param name="Api">Where WeChat's interfaces are; null: it did not tell.</param>
/// <param name="Callback">Whence its callbacks come.</param>
/// <param name="Error">Null: both are known.</param>
/// <param name="OwnAddress">Our own address as WeChat saw it when it refused us for want of it on the white list; null: it did not.</param>
public sealed record AddressLists(IReadOnlyList<string>? Api, IReadOnlyList<string>? Callback, string? Error, string? OwnAddress);

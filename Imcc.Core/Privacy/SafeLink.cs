using System.Net;
using System.Text.RegularExpressions;

namespace Imcc.Core.Privacy;

/// <summary>A web address that somebody was sent, looked at before anybody opens it: whose it is, and what is odd about it.</summary>
/// <param name="Host">Its name as the network knows it: in ASCII, small letters, so that nothing can look like something else.</param>
public sealed partial record SafeLink(string Url, string Host, LinkRisks Risks)
{
    private const int LongestHost = 50;
    private const int MostLabels = 6;

    // Those whose customers are tricked most; what merely resembles one of them is worth a warning.
    private static readonly string[] Known =
    [
        "icbc.com.cn", "ccb.com", "boc.cn", "abchina.com", "bankcomm.com", "cmbchina.com", "psbc.com", "cebbank.com", "spdb.com.cn", "95516.com", "unionpay.com",
        "alipay.com", "taobao.com", "tmall.com", "jd.com", "qq.com", "weixin.qq.com", "wechat.com", "baidu.com", "douyin.com", "pinduoduo.com", "meituan.com",
        "apple.com", "google.com", "microsoft.com", "paypal.com", "amazon.com", "gov.cn",
    ];

    /// <param name="shown">What stands there for the link (a card's title), if it is not the address itself.</param>
    /// <returns>Null: no address of the web (http or https), and never to be opened.</returns>
    public static SafeLink? Of(string url, string? shown = null)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.IdnHost.Length == 0)
            return null;
        var host = uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        var risks = LinkRisks.None;
        if (host.Split('.').Any(l => l.StartsWith("xn--", StringComparison.Ordinal)) || host.Any(c => !char.IsAscii(c)))
            risks |= LinkRisks.ForeignLetters;
        if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || IPAddress.TryParse(host, out _))
            risks |= LinkRisks.BareAddress;
        else if (Resembles(host))
            risks |= LinkRisks.LookAlike;
        if (!uri.IsDefaultPort)
            risks |= LinkRisks.OddPort;
        if (host.Length > LongestHost || (host.Count(c => c == '.') >= MostLabels && !risks.HasFlag(LinkRisks.BareAddress)))
            risks |= LinkRisks.LongName;
        if (uri.UserInfo.Length > 0 || HidesTarget(shown, host))
            risks |= LinkRisks.HiddenTarget;
        return new(url, host, risks);
    }

    private static bool Resembles(string host)
    {
        if (Known.Any(k => IsUnder(host, k)))
            return false;
        var plain = Plain(host);
        // www.icbc.com.cn.example.top: whose it is stands at the end.
        if (Known.Any(k => host.StartsWith(k + ".", StringComparison.Ordinal) || host.Contains("." + k + ".", StringComparison.Ordinal) || IsUnder(plain, Plain(k))))
            return true;
        var owner = plain.Split('.') is { Length: > 1 } labels ? labels[..^1] : [];
        // icbc-com-cn.top, paypal-login.xyz, www-taobao.cc
        return owner.SelectMany(l => l.Split('-')).Intersect(Known.Where(k => k.IndexOf('.', StringComparison.Ordinal) > 3).Select(k => Plain(k[..k.IndexOf('.', StringComparison.Ordinal)]))).Any();
    }

    /// <summary>Letters and digits that are taken for each other, made the same.</summary>
    private static string Plain(string host) => host
        .Replace("rn", "m", StringComparison.Ordinal).Replace("vv", "w", StringComparison.Ordinal)
        .Replace('0', 'o').Replace('1', 'l').Replace('i', 'l').Replace('5', 's').Replace('3', 'e');

    private static bool IsUnder(string host, string domain) => host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);

    private static bool HidesTarget(string? shown, string host)
    {
        foreach (Match match in HostInText().Matches(shown ?? ""))
        {
            var named = match.Value.ToLowerInvariant();
            if (!IsUnder(host, named) && !IsUnder(named, host))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9.\-@])(?:[A-Za-z0-9\-]{1,63}\.){1,6}(?:com|cn|net|org|gov|top|xyz|cc|vip|shop|io|info|me|club|site|online)(?![A-Za-z0-9\-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HostInText();
}

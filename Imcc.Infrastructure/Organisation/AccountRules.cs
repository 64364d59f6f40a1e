using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for every channel account, whoever makes it: the screen or the configuration file.</summary>
public static partial class AccountRules
{
    public const int MaxNameLength = 50;
    public const int MaxSecretLength = 128;
    public const int MaxApiBaseLength = 200;

    /// <summary>WeChat takes 2,048 bytes, and a Chinese character is three of them.</summary>
    public const int MaxTextLength = 600;

    public const string WeChatApi = "https://api.weixin.qq.com";

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // 43 characters carry 258 bits for a key of 256: the last one must end in two zero bits to be exact Base64.
    private const string LastLetters = "AEIMQUYcgkosw048";

    public static bool IsKey(string key) => KeyPattern().IsMatch(key);

    public static bool IsToken(string token) => TokenPattern().IsMatch(token);

    public static bool IsEncodingAesKey(string key) => AesKeyPattern().IsMatch(key);

    public static bool IsAppId(string appId) => AppIdPattern().IsMatch(appId);

    /// <summary>A web address, or a path of our own (the stand-in of the demo).</summary>
    public static bool IsApiBase(string address) =>
        address.Length <= MaxApiBaseLength &&
        (PublicAddress.IsWebAddress(address) || (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)));

    public static string NewToken() => RandomNumberGenerator.GetString(Letters, 32);

    public static string NewEncodingAesKey() => RandomNumberGenerator.GetString(Letters, 42) + RandomNumberGenerator.GetString(LastLetters, 1);

    [GeneratedRegex(@"^[a-z0-9-]{2,40}\z")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]{3,32}\z")]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]{43}\z")]
    private static partial Regex AesKeyPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{2,64}\z")]
    private static partial Regex AppIdPattern();
}

namespace Imcc.Core.Channels.WeChat;

/// <summary>What can be wrong with an account's settings; the screen has a sentence for each.</summary>
public enum WeChatSettingsProblem
{
    AppIdMissing = 1,
    AppSecretMissing = 2,
    /// <summary>Not 3 to 32 letters and digits.</summary>
    TokenMalformed = 3,
    /// <summary>Not 43 letters and digits.</summary>
    AesKeyMalformed = 4,
    PreviousAesKeyMalformed = 5,
    /// <summary>Not an absolute http or https address.</summary>
    ApiBaseMalformed = 6,
}

public static class WeChatSettingsCheck
{
    /// <summary>All that is wrong, in the order of the form.</summary>
    public static IReadOnlyList<WeChatSettingsProblem> Problems(this WeChatSettings settings)
    {
        var problems = new List<WeChatSettingsProblem>();
        if (settings.AppId.Length is 0 or > 64 || !IsPlain(settings.AppId))
            problems.Add(WeChatSettingsProblem.AppIdMissing);
        if (string.IsNullOrWhiteSpace(settings.AppSecret))
            problems.Add(WeChatSettingsProblem.AppSecretMissing);
        if (settings.Token.Length is < 3 or > 32 || !IsPlain(settings.Token))
            problems.Add(WeChatSettingsProblem.TokenMalformed);
        if (settings.EncodingAesKey.Length > 0 && !IsKey(settings.EncodingAesKey))
            problems.Add(WeChatSettingsProblem.AesKeyMalformed);
        if (settings.PreviousAesKey.Length > 0 && !IsKey(settings.PreviousAesKey))
            problems.Add(WeChatSettingsProblem.PreviousAesKeyMalformed);
        if (!Uri.TryCreate(settings.ApiBase, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            problems.Add(WeChatSettingsProblem.ApiBaseMalformed);
        return problems;
    }

    private static bool IsKey(string key) => IsPlain(key) && WeChatKey.TryDecode(key) is not null;

    private static bool IsPlain(string word) => word.All(char.IsAsciiLetterOrDigit);
}

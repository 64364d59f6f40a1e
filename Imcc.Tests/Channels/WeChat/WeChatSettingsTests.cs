using Imcc.Core.Channels.WeChat;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

public sealed class WeChatSettingsTests
{
    [Fact]
    public void Right_settings_have_no_problem()
    {
        Assert.Empty(Settings.Problems());
        Assert.Empty(PlainSettings.Problems());
        Assert.Empty((Settings with { PreviousAesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C" }).Problems());
    }

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var bad = new WeChatSettings { AppId = "", AppSecret = " ", Token = "ab", EncodingAesKey = "short", PreviousAesKey = new string('+', 43), ApiBase = "ftp://x" };
        Assert.Equal(
            [
                WeChatSettingsProblem.AppIdMissing, WeChatSettingsProblem.AppSecretMissing, WeChatSettingsProblem.TokenMalformed,
                WeChatSettingsProblem.AesKeyMalformed, WeChatSettingsProblem.PreviousAesKeyMalformed, WeChatSettingsProblem.ApiBaseMalformed,
            ],
            bad.Problems());
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456", false)]
    [InlineData("中文中文", false)]
    [InlineData("a b c", false)]
    public void Token_is_3_to_32_letters_and_digits(string token, bool isRight) =>
        Assert.Equal(isRight, (Settings with { Token = token }).Problems().Count == 0);

    [Theory]
    [InlineData(0, WeChatReaction.None)]
    [InlineData(-1, WeChatReaction.Retry)]
    [InlineData(268487001, WeChatReaction.Retry)]
    [InlineData(40001, WeChatReaction.RefreshToken)]
    [InlineData(40014, WeChatReaction.RefreshToken)]
    [InlineData(42001, WeChatReaction.RefreshToken)]
    [InlineData(45011, WeChatReaction.WaitAMinute)]
    [InlineData(40007, WeChatReaction.UploadAgain)]
    [InlineData(45015, WeChatReaction.Refuse)]
    [InlineData(45047, WeChatReaction.Refuse)]
    [InlineData(40003, WeChatReaction.Refuse)]
    [InlineData(43004, WeChatReaction.Refuse)]
    [InlineData(45009, WeChatReaction.WaitForMidnight)]
    [InlineData(123456, WeChatReaction.Refuse)]
    [InlineData(40164, WeChatReaction.Misconfigured)]
    [InlineData(48001, WeChatReaction.Misconfigured)]
    [InlineData(45081, WeChatReaction.Ignore)]
    public void Error_has_its_reaction_and_its_code_in_words(int code, WeChatReaction reaction)
    {
        var verdict = WeChatErrors.Judge(code);
        Assert.Equal(reaction, verdict.Reaction);
        if (code != 0)
            Assert.EndsWith($"({code})", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_do_not_print_their_keys()
    {
        Assert.DoesNotContain("s3cret", Settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(AesKey, Settings.ToString(), StringComparison.Ordinal);
    }
}

using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Channels.WeChat;

namespace Imcc.Tests.Contacts;

/// <summary>Scenes that say nothing, and what a message means for a code's figures.</summary>
public sealed class QrCodeRulesTests
{
    [Fact]
    public void Scenes_hold_to_what_wechat_takes()
    {
        var random = new Random(7);
        var bytes = new byte[12];
        var seen = new HashSet<string>();
        for (var i = 0; i < 2000; i++)
        {
            random.NextBytes(bytes);
            var word = QrCodeRules.NewScene(QrCodeKind.PermanentWord, bytes);
            Assert.Matches("^[2-9A-HJKMNP-Z]{10}$", word);
            Assert.True(seen.Add(word));
            // No permanent code has such a number, and it fits 32 bits.
            Assert.InRange(long.Parse(QrCodeRules.NewScene(QrCodeKind.TemporaryNumber, bytes), System.Globalization.CultureInfo.InvariantCulture), 100_001, int.MaxValue);
        }
    }

    [Fact]
    public void The_lowest_free_numbers_are_taken() =>
        Assert.Equal([2, 4, 5], QrCodeRules.FreeNumbers(new HashSet<int> { 1, 3 }, 3));

    [Theory]
    [InlineData("subscribe", "qrscene_AB12", null, ScanKind.Follow, "AB12")]
    [InlineData("scan", "AB12", null, ScanKind.Scan, "AB12")]
    [InlineData("unsubscribe", "", "AB12", ScanKind.Unfollow, "AB12")]
    [InlineData("unsubscribe", "", null, null, null)]
    [InlineData("subscribe", "", null, null, null)]
    [InlineData("subscribe", "last_trade_no_4008", null, null, null)]
    [InlineData("subscribe", "scanbarcode|EAN_13|6954", null, null, null)]
    [InlineData("subscribe", "scanimage|x|y", null, null, null)]
    [InlineData("click", "AB12", "AB12", null, null)]
    public void What_somebody_did_by_a_code_is_counted(string name, string key, string? followedBy, ScanKind? kind, string? scene) =>
        Assert.Equal(kind is { } k ? (k, scene!) : null, Scans.Of(new EventContent(name, key), followedBy));

    [Theory]
    [InlineData(QrCodeKind.TemporaryNumber, "123456", 3600, """{"expire_seconds":3600,"action_name":"QR_SCENE","action_info":{"scene":{"scene_id":123456}}}""")]
    [InlineData(QrCodeKind.TemporaryWord, "门店一", 604800, """{"expire_seconds":604800,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"门店一"}}}""")]
    [InlineData(QrCodeKind.PermanentNumber, "77", 0, """{"action_name":"QR_LIMIT_SCENE","action_info":{"scene":{"scene_id":77}}}""")]
    [InlineData(QrCodeKind.PermanentWord, "AB😀12", 0, """{"action_name":"QR_LIMIT_STR_SCENE","action_info":{"scene":{"scene_str":"AB😀12"}}}""")]
    public void Each_kind_is_asked_for_as_wechat_documents_it(QrCodeKind kind, string scene, int seconds, string expected)
    {
        var json = WeChatQrCodes.Json(kind, scene, seconds);
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(expected), System.Text.Json.Nodes.JsonNode.Parse(json)), json);
        Assert.DoesNotContain("\\u", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_remark_is_cut_to_thirty_characters_and_never_within_one()
    {
        Assert.Equal("王女士", FollowerRules.Remark(" 王女士 "));
        Assert.Equal(new string('长', 30), FollowerRules.Remark(new string('长', 31)));
        Assert.Equal(new string('长', 29), FollowerRules.Remark(new string('长', 29) + "😀"));
    }

    [Theory]
    [InlineData("user_info_modified", DataDuty.AskAgain)]
    [InlineData("user_authorization_revoke", DataDuty.ForgetPlatform)]
    [InlineData("user_authorization_cancellation", DataDuty.EraseAll)]
    [InlineData("unsubscribe", DataDuty.None)]
    public void An_event_about_a_persons_data_obliges(string name, DataDuty duty)
    {
        Assert.Equal(duty, DataDuties.Of(new EventContent(name)));
        var contact = new Contact
        {
            Id = Guid.Empty, OrgUnitId = Guid.Empty, DisplayName = "王女士", Note = "爱喝茶", Attributes = "{}", Tags = [Guid.Empty], CreatedAt = default, VipTier = 2,
        };
        var after = DataDuties.Carry(duty, contact, "微信用户 0001");
        Assert.Equal(duty is DataDuty.None or DataDuty.AskAgain ? "王女士" : "微信用户 0001", after.DisplayName);
        Assert.Equal(duty is DataDuty.EraseAll ? "" : "爱喝茶", after.Note);
        Assert.Equal(duty is DataDuty.EraseAll, after.Tags.IsEmpty);
        // What we decided of a customer is ours.
        Assert.Equal(2, after.VipTier);
    }
}

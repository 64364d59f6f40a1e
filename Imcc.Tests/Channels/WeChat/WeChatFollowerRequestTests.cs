using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Channels.WeChat;
using Microsoft.Extensions.Logging.Abstractions;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>What exactly is asked of WeChat about followers and tags, and what is understood of its answers.</summary>
public sealed class WeChatFollowerRequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_interface_is_asked_as_wechat_documents_it()
    {
        var wire = new Wire();
        var (users, tags) = (wire.Users, wire.Tags);
        await users.InfoAsync(Account(), ["o1"], Cancel);
        wire.Was("GET /cgi-bin/user/info?openid=o1&lang=zh_CN");
        await users.InfoAsync(Account(), ["o1", "o2"], Cancel);
        wire.Was("POST /cgi-bin/user/info/batchget", """{"user_list":[{"openid":"o1","lang":"zh_CN"},{"openid":"o2","lang":"zh_CN"}]}""");
        await users.PageAsync(Settings, "", Cancel);
        wire.Was("GET /cgi-bin/user/get");
        await users.PageAsync(Settings, "o_9/+", Cancel);
        wire.Was("GET /cgi-bin/user/get?next_openid=o_9%2F%2B");
        await users.RemarkAsync(Settings, "o1", "张三😀", Cancel);
        wire.Was("POST /cgi-bin/user/info/updateremark", """{"openid":"o1","remark":"张三😀"}""");
        await users.BlackListAsync(Settings, "", Cancel);
        wire.Was("POST /cgi-bin/tags/members/getblacklist", """{"begin_openid":""}""");
        await users.BlockAsync(Settings, ["o1", "o2"], true, Cancel);
        wire.Was("POST /cgi-bin/tags/members/batchblacklist", """{"openid_list":["o1","o2"]}""");
        await users.BlockAsync(Settings, ["o1"], false, Cancel);
        wire.Was("POST /cgi-bin/tags/members/batchunblacklist", """{"openid_list":["o1"]}""");
        await users.TaggedAsync(Settings, 134, "", Cancel);
        wire.Was("POST /cgi-bin/user/tag/get", """{"tagid":134,"next_openid":""}""");
        await tags.ListAsync(Settings, Cancel);
        wire.Was("GET /cgi-bin/tags/get");
        await tags.CreateAsync(Settings, "广东👍", Cancel);
        wire.Was("POST /cgi-bin/tags/create", """{"tag":{"name":"广东👍"}}""");
        await tags.RenameAsync(Settings, 134, "广东人", Cancel);
        wire.Was("POST /cgi-bin/tags/update", """{"tag":{"id":134,"name":"广东人"}}""");
        await tags.DeleteAsync(Settings, 134, Cancel);
        wire.Was("POST /cgi-bin/tags/delete", """{"tag":{"id":134}}""");
        await tags.MarkAsync(Settings, 134, ["o1", "o2"], true, Cancel);
        wire.Was("POST /cgi-bin/tags/members/batchtagging", """{"openid_list":["o1","o2"],"tagid":134}""");
        await tags.MarkAsync(Settings, 134, ["o1"], false, Cancel);
        wire.Was("POST /cgi-bin/tags/members/batchuntagging", """{"openid_list":["o1"],"tagid":134}""");
        await tags.OfAsync(Settings, "o1", Cancel);
        wire.Was("POST /cgi-bin/tags/getidlist", """{"openid":"o1"}""");
    }

    [Fact]
    public async Task A_followers_answer_is_understood_in_all_its_forms()
    {
        var wire = new Wire
        {
            Answer = """{"user_info_list":[{"subscribe":1,"openid":"o1","language":"zh_CN","subscribe_time":"1434093047","unionid":" oR5GjjgEhCMJFyzaVZdrxZ2zRRF4","remark":"备注","groupid":0,"tagid_list":[128,2,128],"subscribe_scene":"ADD_SCENE_QR_CODE","qr_scene":98765,"qr_scene_str":""},{"subscribe":0,"openid":"o2"},{"subscribe":1,"openid":"o3","qr_scene":0,"qr_scene_str":"AB12","subscribe_scene":"ADD_SCENE_SOMETHING_NEW"}]}""",
        };
        var (verdict, facts) = await wire.Users.InfoAsync(Account(), ["o1", "o2", "o3"], Cancel);
        Assert.Equal(WeChatReaction.None, verdict.Reaction);
        Assert.Equal("oR5GjjgEhCMJFyzaVZdrxZ2zRRF4", facts[0].UnionId);
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1434093047), "备注", "98765", "ADD_SCENE_QR_CODE"), (facts[0].SubscribedAt!.Value, facts[0].Remark, facts[0].QrScene, facts[0].SubscribeScene));
        Assert.Equal([2, 128], facts[0].TagIds);
        Assert.Equal((false, ""), (facts[1].IsFollowing, facts[1].Remark));
        Assert.Null(facts[1].UnionId);
        Assert.Equal(("AB12", "ADD_SCENE_SOMETHING_NEW"), (facts[2].QrScene, facts[2].SubscribeScene));
    }

    [Fact]
    public async Task A_page_of_followers_ends_with_an_empty_one()
    {
        var wire = new Wire { Answer = """{"total":3,"count":2,"data":{"openid":["o1","o2"]},"next_openid":"o2"}""" };
        var page = await wire.Users.PageAsync(Settings, "", Cancel);
        Assert.Equal((3, "o2"), (page.Total, page.Next));
        Assert.Equal(["o1", "o2"], page.OpenIds);
        wire.Answer = """{"total":3,"count":0,"next_openid":"o2"}""";
        Assert.Equal("", (await wire.Users.PageAsync(Settings, "o2", Cancel)).Next);
    }

    [Theory]
    [InlineData("""{"errcode":45171,"errmsg":"part","fail_openid_list":["o2"]}""", "o2", "45171")]
    [InlineData("""{"errcode":45059,"errmsg":"too many"}""", "o1,o2", "20 个")]
    [InlineData("""{"errcode":45159}""", "o1,o2", "没有这个标签")]
    [InlineData("""{"errcode":0,"errmsg":"ok"}""", "", "")]
    public async Task Whom_a_tag_could_not_be_given_to_is_named(string answer, string failed, string reason)
    {
        var wire = new Wire { Answer = answer };
        var (verdict, fails) = await wire.Tags.MarkAsync(Settings, 134, ["o1", "o2"], true, Cancel);
        Assert.Equal(failed, string.Join(',', fails));
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
    }

    /// <summary>WeChat's server as one handler: it notes what it was asked.</summary>
    private sealed class Wire : HttpMessageHandler, IHttpClientFactory
    {
        private string _line = "";
        private string _body = "";

        public Wire()
        {
            var http = new WeChatHttp(this);
            var api = new WeChatApi(http, new WeChatTokens(http, TimeProvider.System, NullLogger<WeChatTokens>.Instance));
            (Users, Tags) = (new(api), new(api));
        }

        public WeChatUsers Users { get; }

        public WeChatTags Tags { get; }

        public string Answer { get; set; } = """{"errcode":0,"errmsg":"ok"}""";

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        public void Was(string line, string? json = null)
        {
            Assert.Equal(line, _line);
            if (json is null)
                return;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(_body)), _body);
            Assert.DoesNotContain("\\u", _body, StringComparison.Ordinal);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!.PathAndQuery;
            var answer = "{\"access_token\":\"T\",\"expires_in\":7200}";
            if (!address.Contains("stable_token", StringComparison.Ordinal))
            {
                _line = request.Method + " " + address.Replace("?access_token=T", "", StringComparison.Ordinal).Replace("&access_token=T", "", StringComparison.Ordinal);
                _body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
                answer = Answer;
            }

            return new(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}

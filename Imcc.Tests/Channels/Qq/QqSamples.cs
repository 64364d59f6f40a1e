using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.Qq;
using Imcc.Web.Simulator;

namespace Imcc.Tests.Channels.Qq;

/// <summary>A bot, and what QQ would send it.</summary>
internal static class QqSamples
{
    public const string Secret = "ccDemoSecret0001";
    public const string AppId = "102000777";
    public const string Person = "D3M0USEROPENID0001";
    public const string Group = "D3M0GROUPOPENID001";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1767225602);

    public static ChannelAccount Account(params (string Name, string Value)[] further)
    {
        var values = new Dictionary<string, string>
        {
            [QqForm.AppId] = AppId,
            [QqForm.Secret] = Secret,
            [QqForm.ApiBase] = QqStandIn.ApiBase,
            [QqForm.TokenBase] = QqStandIn.ApiBase,
        };
        foreach (var (name, value) in further)
            values[name] = value;
        return new()
        {
            Id = new Guid("0196a000-0000-7000-8000-0000000000a1"),
            Key = "bot",
            Kind = ChannelKind.Qq,
            Name = "演示机器人",
            OrgUnitId = new Guid("0196a000-0000-7000-8000-000000000002"),
            SkillGroupId = new Guid("0196a000-0000-7000-8000-000000000003"),
            Connection = new(values.ToImmutableDictionary()),
        };
    }

    public static string Event(string type, string data, string id = "event-1") => $$"""{"id":"{{id}}","op":0,"s":1,"t":"{{type}}","d":{{data}}}""";

    public static string PersonSays(string content, string id = "m-1", string further = "") =>
        Event("C2C_MESSAGE_CREATE", $$"""{"id":"{{id}}","author":{"id":"{{Person}}","user_openid":"{{Person}}"},"content":"{{content}}","timestamp":"2026-01-01T08:00:02+08:00"{{further}}}""", "C2C_MESSAGE_CREATE:" + id);

    public static IReadOnlyList<(InboundMessage Message, string Raw)> Read(string body) =>
        QqCallback.Read(Account(), QqEnvelope.Read(Encoding.UTF8.GetBytes(body))!, body, Now);

    public static InboundMessage One(string body) => Assert.Single(Read(body)).Message;

    public static HttpRequestMessage Signed(string body, DateTimeOffset? at = null, string secret = Secret, string key = "bot")
    {
        var timestamp = (at ?? Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/qq/" + key) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Bot-Appid", AppId);
        request.Headers.Add("X-Signature-Timestamp", timestamp);
        request.Headers.Add("X-Signature-Ed25519", new QqKey(secret).Sign(timestamp, Encoding.UTF8.GetBytes(body)));
        return request;
    }

    public static OutboundMessage Outbound(
        ChannelAccount account, MessageContent content, IReadOnlyList<HeardMessage> heard, string? to = null, int attempt = 1, DateTimeOffset? at = null, long seq = 100) => new(account, to ?? Person, new ThreadMessage
        {
            Id = Guid.CreateVersion7(Now),
            ThreadId = new Guid("0196a000-0000-7000-8000-0000000000b1"),
            Seq = seq,
            Direction = MessageDirection.Outbound,
            Sender = MessageSender.Agent,
            Content = content,
            At = at ?? Now,
        }, heard, attempt);

    public static HeardMessage Heard(string id, TimeSpan ago, int saidAfter = 1, long seq = 50, MessageContent? content = null) =>
        new(Guid.CreateVersion7(Now), id, seq, Now - ago, content ?? new TextContent("在吗"), null, saidAfter);
}

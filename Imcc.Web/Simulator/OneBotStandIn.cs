using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Web.Simulator;

/// <summary>
/// A stand-in of NapCat for demo and tests: a personal QQ account with three people, each of whom it talks with, and a group of them all. It answers calls and
/// writes events as NapCat does. In memory and bounded.
/// </summary>
public sealed class OneBotStandIn(TimeProvider time)
{
    /// <summary>The <c>HttpBase</c> of an account that the stand-in is for: a path of our own.</summary>
    public const string ApiBase = "/simulator/onebot-api";

    /// <summary>The group's id.</summary>
    public const string Group = "70001000";

    public const string GroupName = "云软银行客户群";

    private const int MaxEntries = 400;
    private const int MaxFiles = 100;

    /// <summary>Who is in the group, by their QQ numbers.</summary>
    public static readonly ImmutableArray<OneBotPerson> People = [new("20001001", "张三"), new("20001002", "李四"), new("20001003", "王五")];

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private long _lastMessageId = 1_000_000;

    /// <summary>Something changed in a chat of this account. Called outside the lock; must not block.</summary>
    public event Action<string>? Changed;

    /// <summary>An event is to be told to whoever the account is connected with. Called outside the lock.</summary>
    public event Action<string, string>? Told;

    /// <summary>The account's socket is to be closed, as when the implementation dies.</summary>
    public event Action<string>? Cut;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="chat">A person's number, or <see cref="Group"/>.</param>
    public IReadOnlyList<OneBotEntry> Entries(string self, string chat, long after = 0)
    {
        lock (_gate)
            return [.. Of(self).Entries.Where(e => e.Chat == chat && e.Seq > after)];
    }

    public bool IsOnline(string self) => Of(self).IsOnline;

    /// <summary>QQ itself is signed in, or not any more, behind a connection that stays.</summary>
    public void SetOnline(string self, bool isOnline)
    {
        Of(self).IsOnline = isOnline;
        Tell(self, Heartbeat(self));
        Changed?.Invoke(self);
    }

    public void Disconnect(string self) => Cut?.Invoke(self);

    /// <summary>The next calls that send get this.</summary>
    /// <param name="code">The protocol's code over a socket; 0: no answer at all, though it arrives.</param>
    public void Fail(string self, int code, string words, int times = 1)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
                Of(self).Faults.Enqueue((code, words));
        }
    }

    /// <summary>Somebody says something.</summary>
    /// <param name="times">How often it is delivered.</param>
    /// <param name="replyTo">The message that it quotes.</param>
    /// <returns>The channel's id of the message.</returns>
    public string Say(string self, string chat, string person, string text, bool isAt = false, byte[]? picture = null, int times = 1, string? replyTo = null, bool isString = false)
    {
        var name = People.FirstOrDefault(p => p.Id == person)?.Name ?? "QQ" + person[^4..];
        var segments = new List<OneBotSegment>();
        if (replyTo is not null)
            segments.Add(OneBotSegment.Of("reply", ("id", replyTo)));
        if (isAt)
            segments.AddRange([OneBotSegment.Of("at", ("qq", self)), OneBotSegment.Text(" ")]);
        if (text.Length > 0)
            segments.Add(OneBotSegment.Text(text));
        if (picture is not null)
            segments.Add(OneBotSegment.Of("image", ("file", Keep(self, picture)), ("summary", "")));
        var id = NextId();
        Show(self, new(chat, Now, "person", person, name, (isAt ? "@客服 " : "") + text, id) { Picture = picture is null ? null : segments[^1]["file"] });
        var isGroup = chat == Group;
        var e = new JsonObject
        {
            ["self_id"] = OneBotMessage.Id(self),
            ["user_id"] = OneBotMessage.Id(person),
            ["time"] = Now.ToUnixTimeSeconds(),
            ["message_id"] = OneBotMessage.Id(id),
            ["message_seq"] = OneBotMessage.Id(id),
            ["message_type"] = isGroup ? "group" : "private",
            ["sub_type"] = isGroup ? "normal" : "friend",
            ["sender"] = isGroup
                ? new JsonObject { ["user_id"] = OneBotMessage.Id(person), ["nickname"] = name, ["card"] = "", ["role"] = "member" }
                : new JsonObject { ["user_id"] = OneBotMessage.Id(person), ["nickname"] = name },
            ["raw_message"] = CqCode.Write(segments),
            ["font"] = 14,
            ["message"] = isString ? CqCode.Write(segments) : OneBotMessage.Send(chat, [.. segments]).Params["message"]!.DeepClone(),
            ["message_format"] = isString ? "string" : "array",
            ["post_type"] = "message",
        };
        if (isGroup)
            (e["group_id"], e["group_name"]) = (OneBotMessage.Id(Group), GroupName);
        for (var i = 0; i < times; i++)
            Tell(self, e);
        return id;
    }

    /// <summary>Somebody takes back what they said.</summary>
    public void Recall(string self, string chat, string person, string messageId)
    {
        Mark(self, messageId);
        var e = new JsonObject
        {
            ["time"] = Now.ToUnixTimeSeconds(), ["self_id"] = OneBotMessage.Id(self), ["post_type"] = "notice", ["notice_type"] = chat == Group ? "group_recall" : "friend_recall",
            ["user_id"] = OneBotMessage.Id(person), ["message_id"] = OneBotMessage.Id(messageId),
        };
        if (chat == Group)
            (e["group_id"], e["operator_id"]) = (OneBotMessage.Id(Group), OneBotMessage.Id(person));
        Tell(self, e);
    }

    public JsonObject Heartbeat(string self) => new()
    {
        ["time"] = Now.ToUnixTimeSeconds(), ["self_id"] = OneBotMessage.Id(self), ["post_type"] = "meta_event", ["meta_event_type"] = "heartbeat",
        ["status"] = new JsonObject { ["online"] = Of(self).IsOnline, ["good"] = true }, ["interval"] = 30000,
    };

    public JsonObject Hello(string self) => new()
    {
        ["time"] = Now.ToUnixTimeSeconds(), ["self_id"] = OneBotMessage.Id(self), ["post_type"] = "meta_event", ["meta_event_type"] = "lifecycle", ["sub_type"] = "connect",
    };

    /// <summary>Carries out a call.</summary>
    /// <returns>Null: there is no answer.</returns>
    public JsonObject? Do(string self, string action, JsonElement parameters)
    {
        switch (action.Trim('/'))
        {
            case "send_private_msg" or "send_group_msg":
                return Send(self, parameters);
            case "delete_msg" when parameters.TryGetProperty("message_id", out var id):
                return Mark(self, OneBotSegment.Words(id)) ? Ok(null) : Failed(1200, "消息不存在");
            case "get_login_info":
                return Ok(new JsonObject { ["user_id"] = OneBotMessage.Id(self), ["nickname"] = "云软银行客服" });
            case "get_status":
                return Ok(new JsonObject { ["online"] = Of(self).IsOnline, ["good"] = true });
            case "get_file" when parameters.TryGetProperty("file", out var file) && File(self, OneBotSegment.Words(file)) is { } content:
                return Ok(new JsonObject { ["file"] = "/app/.config/QQ/x", ["url"] = "/app/.config/QQ/x", ["file_name"] = "picture.png", ["file_size"] = content.Length, ["base64"] = Convert.ToBase64String(content) });
            case "get_file":
                return Failed(1200, "file not found");
            default:
                return Failed(1404, "不支持的Api " + action);
        }
    }

    public byte[]? File(string self, string id)
    {
        lock (_gate)
            return Of(self).Files.FirstOrDefault(f => f.Id == id).Content;
    }

    private JsonObject? Send(string self, JsonElement parameters)
    {
        var target = parameters.TryGetProperty("group_id", out var group) ? group : parameters.TryGetProperty("user_id", out var user) ? user : default;
        var segments = parameters.TryGetProperty("message", out var message) ? OneBotSegment.Read(message) : [];
        if (segments.IsEmpty)
            return Failed(1400, "message不能为空");
        (int Code, string Words)? fault;
        lock (_gate)
            fault = Of(self).Faults.TryDequeue(out var next) ? next : null;
        if (!Of(self).IsOnline)
            fault = (1200, "消息发送失败");
        if (fault is { Code: not 0 } met)
            return Failed(met.Code, met.Words);
        var text = string.Concat(segments.Select(s => s.Type switch
        {
            "text" => s["text"] ?? "",
            "at" => "@" + (People.FirstOrDefault(p => p.Id == s["qq"])?.Name ?? s["qq"]),
            "image" or "reply" => "",
            var other => "[" + other + "]",
        }));
        var picture = segments.FirstOrDefault(s => s.Type == "image")?["file"] is { } file && file.StartsWith("base64://", StringComparison.Ordinal) ? Keep(self, Convert.FromBase64String(file["base64://".Length..])) : null;
        var id = NextId();
        Show(self, new(OneBotSegment.Words(target), Now, "account", self, "客服", text, id)
        {
            Picture = picture,
            At = segments.FirstOrDefault(s => s.Type == "at")?["qq"],
            Quotes = segments.FirstOrDefault(s => s.Type == "reply")?["id"],
        });
        return fault is null ? Ok(new JsonObject { ["message_id"] = OneBotMessage.Id(id) }) : null;
    }

    private bool Mark(string self, string messageId)
    {
        lock (_gate)
        {
            var entries = Of(self).Entries;
            var at = entries.FindIndex(e => e.MessageId == messageId);
            if (at < 0)
                return false;
            // A line that changed comes again, as news.
            var entry = entries[at] with { IsRecalled = true, Seq = ++Of(self).LastSeq };
            entries.RemoveAt(at);
            entries.Add(entry);
        }

        Changed?.Invoke(self);
        return true;
    }

    private void Show(string self, OneBotEntry entry)
    {
        lock (_gate)
        {
            var account = Of(self);
            if (account.Entries.Count == MaxEntries)
                account.Entries.RemoveAt(0);
            account.Entries.Add(entry with { Seq = ++account.LastSeq });
        }

        Changed?.Invoke(self);
    }

    private string Keep(string self, byte[] content)
    {
        var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)) + ".png";
        lock (_gate)
        {
            var files = Of(self).Files;
            files.AddLast((id, content));
            if (files.Count > MaxFiles)
                files.RemoveFirst();
        }

        return id;
    }

    private string NextId() => (Interlocked.Increment(ref _lastMessageId) - 2_000_000_000).ToString(CultureInfo.InvariantCulture);

    private void Tell(string self, JsonObject e) => Told?.Invoke(self, e.ToJsonString());

    private Account Of(string self) => _accounts.GetOrAdd(self, _ => new Account());

    private static JsonObject Ok(JsonObject? data) => new() { ["status"] = "ok", ["retcode"] = 0, ["data"] = data, ["message"] = "", ["wording"] = "", ["stream"] = "normal-action" };

    private static JsonObject Failed(int code, string words) =>
        new() { ["status"] = "failed", ["retcode"] = code, ["data"] = null, ["message"] = words, ["wording"] = words, ["stream"] = "normal-action" };

    private sealed class Account
    {
        public List<OneBotEntry> Entries { get; } = [];

        public LinkedList<(string Id, byte[] Content)> Files { get; } = [];

        public Queue<(int Code, string Words)> Faults { get; } = [];

        public bool IsOnline { get; set; } = true;

        public long LastSeq { get; set; }
    }
}

public sealed record OneBotPerson(string Id, string Name);

/// <summary>One line of a chat.</summary>
/// <param name="Side"><c>person</c> or <c>account</c>.</param>
public sealed record OneBotEntry(string Chat, DateTimeOffset When, string Side, string Who, string Name, string Text, string MessageId)
{
    /// <summary>The id of its file.</summary>
    public string? Picture { get; init; }

    /// <summary>Who is named in it.</summary>
    public string? At { get; init; }

    public string? Quotes { get; init; }

    public bool IsRecalled { get; init; }

    public long Seq { get; init; }
}

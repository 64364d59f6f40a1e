using System.Globalization;
using Imcc.Core.Channels;

namespace Imcc.Core.Notices;

/// <summary>What a channel reports of a message that it took from us before: whether it arrived.</summary>
/// <param name="ChannelMessageId">The id that the channel gave when it took it.</param>
/// <param name="Error">Null: it arrived.</param>
/// <param name="IsUnreachable">The customer does not want it, or cannot be reached.</param>
public sealed record NoticeReport(string ChannelMessageId, string? Error, bool IsUnreachable)
{
    private const string SentEvent = "SubscribeMsgSentEvent.List.";

    /// <returns>Empty: the event reports nothing.</returns>
    public static IReadOnlyList<NoticeReport> Read(MessageContent content)
    {
        if (content is not EventContent { Fields: { } fields } happened)
            return [];
        if (happened.Name == "templatesendjobfinish")
            return Value(fields, "MsgID") is { Length: > 0 and <= 64 } id ? [Of(id, Value(fields, "Status"))] : [];
        if (happened.Name != "subscribe_msg_sent_event")
            return [];
        var reports = new List<NoticeReport>();
        for (var i = 0; Value(fields, Place(i, "MsgID")) is { Length: > 0 and <= 64 } id; i++)
        {
            var code = Value(fields, Place(i, "ErrorCode"));
            reports.Add(code is "" or "0"
                ? new(id, null, false)
                : new(id, $"{Value(fields, Place(i, "ErrorStatus"))} ({code})".Trim(), code is "43101" or "43004" or "43108"));
        }

        return reports;
    }

    private static NoticeReport Of(string id, string status)
    {
        // "failed:user block" and "failed: system failed": the blank comes and goes.
        var plain = string.Concat(status.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        return plain switch
        {
            "success" => new(id, null, false),
            "failed:userblock" => new(id, "客户拒收 (user block)", true),
            "failed:systemfailed" => new(id, "微信系统发送失败 (system failed)", false),
            _ => new(id, status.Length == 0 ? "?" : status.Length <= 200 ? status : status[..200], false),
        };
    }

    private static string Place(int index, string name) => SentEvent + index.ToString(CultureInfo.InvariantCulture) + "." + name;

    private static string Value(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var exact) ? exact.Trim()
        : fields.FirstOrDefault(f => string.Equals(f.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.Trim() ?? "";
}

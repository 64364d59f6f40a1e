namespace Imcc.Core.Channels;

/// <summary>What the channel tells about a template some time after it took it.</summary>
/// <param name="MessageId">The channel's own id of what was sent.</param>
/// <param name="Error">For the agent; null: it arrived.</param>
public sealed record TemplateResult(string MessageId, string? Error)
{
    /// <returns>Null: the content is no such news.</returns>
    public static TemplateResult? Of(MessageContent content)
    {
        if (content is not EventContent { Name: "templatesendjobfinish", Fields: { } fields } || Field(fields, "MsgID") is not { Length: > 0 } id)
            return null;
        // Its blanks vary: "failed:user block", "failed: system failed".
        var status = (Field(fields, "Status") ?? "").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        return new(id, status switch
        {
            "success" => null,
            "failed:userblock" => "客户拒收模板消息",
            "failed:systemfailed" => "微信系统原因，模板消息未送达",
            _ => "模板消息未送达：" + (status.Length <= 60 ? status : status[..60]),
        });
    }

    private static string? Field(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.FirstOrDefault(f => string.Equals(f.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}

using System.Globalization;
using System.Text.Json;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;

namespace Imcc.Web.Api;

/// <summary>Reads notices as other systems write them, each by itself: one that cannot be read does not spoil its neighbours.</summary>
internal static class NoticeReading
{
    /// <returns>The order, or why it cannot be read.</returns>
    public static (NoticeOrder? Order, NoticeProblem? Problem) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Bad("notice", "object");
        try
        {
            return (Order(json), null);
        }
        catch (MalformedException e)
        {
            return Bad(e.Name, e.Expected);
        }
        catch (InvalidOperationException)
        {
            // Half of a character that takes two (\ud800), or bytes that are no UTF-8: the reader of JSON notices it only now.
            return Bad("notice", "Unicode");
        }
    }

    private static NoticeOrder Order(JsonElement json)
    {
        var isTemplate = json.TryGetProperty("template", out var template) && template.ValueKind != JsonValueKind.Null;
        var kind = Text(json, "kind") switch
        {
            null => isTemplate ? NoticeKind.Template : NoticeKind.Text,
            "text" => NoticeKind.Text,
            "template" => NoticeKind.Template,
            "subscription" => NoticeKind.Subscription,
            _ => throw new MalformedException("kind", "text | template | subscription"),
        };
        return new NoticeOrder
        {
            Account = Text(json, "account") ?? "",
            Recipient = Recipient(json),
            Content = kind == NoticeKind.Text ? new NoticeContent { Kind = kind, Text = WithoutNul(Text(json, "text") ?? "") } : Template(kind, isTemplate ? template : default),
            Key = Text(json, "idempotencyKey"),
            ExpiresAt = Time(json, "expiresAt"),
            Priority = Text(json, "priority") switch
            {
                null or "normal" => SendPriority.Notice,
                "bulk" => SendPriority.Bulk,
                _ => throw new MalformedException("priority", "normal | bulk"),
            },
            CallbackUrl = Text(json, "callbackUrl"),
        };
    }

    private static string Recipient(JsonElement json)
    {
        if (!json.TryGetProperty("recipient", out var recipient))
            return "";
        return recipient.ValueKind switch
        {
            JsonValueKind.String => recipient.GetString()!,
            JsonValueKind.Object => Text(recipient, "externalId") ?? "",
            _ => throw new MalformedException("recipient", "{ externalId }"),
        };
    }

    private static NoticeContent Template(NoticeKind kind, JsonElement template)
    {
        if (template.ValueKind != JsonValueKind.Object)
            return new NoticeContent { Kind = kind };
        var miniProgram = template.TryGetProperty("miniProgram", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        return new NoticeContent
        {
            Kind = kind,
            TemplateId = Text(template, "templateId") ?? "",
            Url = Text(template, kind == NoticeKind.Subscription ? "page" : "url") ?? "",
            MiniProgramAppId = miniProgram.ValueKind == JsonValueKind.Object ? Text(miniProgram, "appId") ?? "" : "",
            MiniProgramPath = miniProgram.ValueKind == JsonValueKind.Object ? Text(miniProgram, "pagePath") ?? "" : "",
            Data = Data(template),
        };
    }

    private static List<NoticeField> Data(JsonElement template)
    {
        if (!template.TryGetProperty("data", out var data))
            return [];
        if (data.ValueKind != JsonValueKind.Object)
            throw new MalformedException("template.data", "{ key: value }");
        // A value alone, or as WeChat writes it.
        return [.. data.EnumerateObject().Select(f => f.Value.ValueKind switch
        {
            JsonValueKind.String => new NoticeField(f.Name, WithoutNul(f.Value.GetString()!)),
            JsonValueKind.Object => new NoticeField(f.Name, WithoutNul(Value(f.Value)), Text(f.Value, "color") ?? ""),
            // As it was written: 39.80 stays 39.80.
            JsonValueKind.Number => new NoticeField(f.Name, f.Value.GetRawText()),
            _ => throw new MalformedException("template.data." + (f.Name.Length <= 50 ? f.Name : "…"), "string | { value, color? }"),
        })];
    }

    private static string Value(JsonElement field) =>
        field.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(field, "value") ?? "";

    private static string? Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new MalformedException(name, "string");

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        Text(json, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new MalformedException(name, "2026-11-23T09:00:00+08:00");

    /// <summary>PostgreSQL takes no character zero in a text.</summary>
    private static string WithoutNul(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private static (NoticeOrder?, NoticeProblem?) Bad(string field, string expected) =>
        (null, new("malformed", $"{field} 应为 {expected}。{field} must be {expected}."));

    private sealed class MalformedException(string name, string expected) : Exception
    {
        public string Name => name;

        public string Expected => expected;
    }
}

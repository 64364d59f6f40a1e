using System.Globalization;
using System.Text;
using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat.Menus;

/// <summary>Menus as WeChat's interfaces write and read them.</summary>
internal static class MenuJson
{
    /// <param name="rule">Null: the default menu.</param>
    public static string Write(WeChatMenu menu, MenuRule? rule = null)
    {
        var json = new StringBuilder("{\"button\":");
        Buttons(json, menu.Trimmed().Buttons);
        if (rule is not null)
        {
            json.Append(",\"matchrule\":{");
            if (rule.TagId.Length > 0)
                json.Append("\"tag_id\":").AppendJson(rule.TagId);
            if (rule.Platform > 0)
                json.Append(rule.TagId.Length > 0 ? "," : "").Append("\"client_platform_type\":").AppendJson(rule.Platform.ToString(CultureInfo.InvariantCulture));
            json.Append('}');
        }

        return json.Append('}').ToString();
    }

    /// <summary>An object with a list of entries: <c>menu</c>, an item of <c>conditionalmenu</c>, <c>selfmenu_info</c>, or what <c>trymatch</c> answers.</summary>
    public static WeChatMenu Read(JsonElement json) => new([.. Entries(json, "button").Select(Button)]);

    public static MenuRule ReadRule(JsonElement json)
    {
        var rule = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("matchrule", out var given) ? given : default;
        // Older menus name a group.
        var tag = WeChatAnswer.Text(rule, "tag_id") is { Length: > 0 } id ? id : WeChatAnswer.Text(rule, "group_id");
        return new(tag, (int)(WeChatAnswer.Number(rule, "client_platform_type") ?? 0));
    }

    private static void Buttons(StringBuilder json, IEnumerable<MenuButton> buttons)
    {
        json.Append('[');
        var isFirst = true;
        foreach (var button in buttons)
        {
            json.Append(isFirst ? "{" : ",{").Append("\"name\":").AppendJson(button.Name);
            isFirst = false;
            if (button.Sub.IsEmpty)
            {
                json.Append(",\"type\":").AppendJson(button.Type);
                foreach (var field in MenuType.Of(button.Type)?.Needs ?? [])
                    json.Append(',').AppendJson(NameOf(field)).Append(':').AppendJson(button[field]);
            }
            else
            {
                json.Append(",\"sub_button\":");
                Buttons(json, button.Sub);
            }

            json.Append('}');
        }

        json.Append(']');
    }

    private static string NameOf(MenuField field) => field switch
    {
        MenuField.Key => "key",
        MenuField.Url => "url",
        MenuField.AppId => "appid",
        MenuField.PagePath => "pagepath",
        MenuField.MediaId => "media_id",
        _ => "article_id",
    };

    // The one interface writes a list as it is, the other as an object with a list in it.
    private static IEnumerable<JsonElement> Entries(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.Object
            ? WeChatAnswer.Items(given, "list")
            : WeChatAnswer.Items(json, name);

    private static MenuButton Button(JsonElement json)
    {
        var sub = Entries(json, "sub_button").Select(Button).ToList();
        var (type, value) = (WeChatAnswer.Text(json, "type"), WeChatAnswer.Text(json, "value"));
        return new MenuButton
        {
            Name = WeChatAnswer.Text(json, "name"),
            Type = sub.Count > 0 ? MenuType.Click : type,
            // What the console made stands under another name.
            Key = WeChatAnswer.Text(json, "key") is { Length: > 0 } key ? key : type is "text" ? value : "",
            Url = WeChatAnswer.Text(json, "url"),
            AppId = WeChatAnswer.Text(json, "appid"),
            PagePath = WeChatAnswer.Text(json, "pagepath"),
            MediaId = WeChatAnswer.Text(json, "media_id") is { Length: > 0 } media ? media : type is "img" or "photo" or "video" or "voice" or "news" ? value : "",
            ArticleId = WeChatAnswer.Text(json, "article_id"),
            Sub = [.. sub],
        };
    }
}

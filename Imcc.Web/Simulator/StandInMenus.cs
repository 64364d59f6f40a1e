using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Imcc.Web.Simulator;

/// <summary>The menus of accounts at the stand-in's side, checked as WeChat's documents say.</summary>
public sealed class StandInMenus
{
    private const int MaxAccounts = 500;
    private const int MaxConditional = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Menus> _accounts = new(StringComparer.Ordinal);
    private long _lastId = 208_396_938;

    /// <summary>The tags of a follower, by WeChat's ids of them; nobody has one unless somebody keeps them.</summary>
    public Func<string, string, IReadOnlySet<string>> TagsOf { get; set; } = (_, _) => new HashSet<string>();

    /// <returns>0 or WeChat's error.</returns>
    public int Create(string appId, JsonElement body)
    {
        if (Check(body) is var code and not 0)
            return code;
        lock (_gate)
        {
            if (_accounts.Count >= MaxAccounts && !_accounts.ContainsKey(appId))
                return -1;
            _accounts.TryGetValue(appId, out var known);
            _accounts[appId] = new(++_lastId, body.GetProperty("button").GetRawText(), known?.Conditional ?? []);
            return 0;
        }
    }

    public (int Code, long MenuId) AddConditional(string appId, JsonElement body)
    {
        if (Check(body) is var code and not 0)
            return (code, 0);
        if (!body.TryGetProperty("matchrule", out var rule) || rule.ValueKind != JsonValueKind.Object)
            return (65304, 0);
        var (tag, platform) = (Text(rule, "tag_id"), Text(rule, "client_platform_type"));
        if (tag.Length + platform.Length == 0)
            return (65304, 0);
        if (platform.Length > 0 && platform is not ("1" or "2" or "3"))
            return (65308, 0);
        lock (_gate)
        {
            if (!_accounts.TryGetValue(appId, out var menus))
                return (65303, 0);
            if (menus.Conditional.Count >= MaxConditional)
                return (65305, 0);
            // The newest is looked at first.
            menus.Conditional.Insert(0, new(++_lastId, body.GetProperty("button").GetRawText(), tag, platform));
            return (0, _lastId);
        }
    }

    public int DeleteConditional(string appId, string menuId)
    {
        lock (_gate)
            return _accounts.TryGetValue(appId, out var menus) && menus.Conditional.RemoveAll(c => c.Id.ToString(CultureInfo.InvariantCulture) == menuId) > 0 ? 0 : 65301;
    }

    public void Delete(string appId)
    {
        lock (_gate)
            _accounts.Remove(appId);
    }

    /// <returns>The JSON of <c>menu/get</c>; null: there is none.</returns>
    public string? All(string appId)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(appId, out var menus))
                return null;
            var json = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{{\"menu\":{{\"button\":{menus.Buttons},\"menuid\":{menus.Id}}}");
            if (menus.Conditional.Count > 0)
                json.Append(",\"conditionalmenu\":[").AppendJoin(',', menus.Conditional.Select(c => string.Create(CultureInfo.InvariantCulture, $"{{\"button\":{c.Buttons},\"matchrule\":{c.Rule},\"menuid\":{c.Id}}}"))).Append(']');
            return json.Append('}').ToString();
        }
    }

    /// <summary>The entries that a follower sees, as a JSON array; <c>[]</c>: none.</summary>
    /// <param name="platform">1 iOS, 2 Android, 3 others.</param>
    public string For(string appId, string openId, string platform = "2")
    {
        var tags = TagsOf(appId, openId);
        lock (_gate)
        {
            return !_accounts.TryGetValue(appId, out var menus) ? "[]"
                : menus.Conditional.FirstOrDefault(c => (c.Tag.Length == 0 || tags.Contains(c.Tag)) && (c.Platform.Length == 0 || c.Platform == platform))?.Buttons ?? menus.Buttons;
        }
    }

    /// <summary>As <c>get_current_selfmenu_info</c> writes them: what an entry opens is a list in an object.</summary>
    public string Current(string appId)
    {
        string? buttons;
        lock (_gate)
            buttons = _accounts.TryGetValue(appId, out var menus) ? menus.Buttons : null;
        if (buttons is null)
            return "{\"is_menu_open\":0}";
        using var document = JsonDocument.Parse(buttons);
        return "{\"is_menu_open\":1,\"selfmenu_info\":{\"button\":" + Wrapped(document.RootElement) + "}}";
    }

    private static string Wrapped(JsonElement buttons) => "[" + string.Join(',', buttons.EnumerateArray().Select(b => "{" + string.Join(',', b.EnumerateObject().Select(m =>
        JsonSerializer.Serialize(m.Name) + ":" + (m.Name == "sub_button" ? "{\"list\":" + Wrapped(m.Value) + "}" : m.Value.GetRawText()))) + "}")) + "]";

    private static int Check(JsonElement body)
    {
        if (!body.TryGetProperty("button", out var buttons) || buttons.ValueKind != JsonValueKind.Array || buttons.GetArrayLength() is 0 or > 3)
            return 40017;
        foreach (var button in buttons.EnumerateArray())
        {
            if (Bytes(button, "name") is 0 or > 16)
                return 40018;
            var code = button.TryGetProperty("sub_button", out var sub) && sub.ValueKind == JsonValueKind.Array && sub.GetArrayLength() > 0
                ? sub.GetArrayLength() > 5 ? 40023 : sub.EnumerateArray().Select(s => Bytes(s, "name") is 0 or > 60 ? 40025 : CheckAction(s, isSub: true)).FirstOrDefault(c => c != 0)
                : CheckAction(button, isSub: false);
            if (code != 0)
                return code;
        }

        return 0;
    }

    private static int CheckAction(JsonElement button, bool isSub)
    {
        switch (Text(button, "type"))
        {
            case "click" or "scancode_push" or "scancode_waitmsg" or "pic_sysphoto" or "pic_photo_or_album" or "pic_weixin" or "location_select":
                return Bytes(button, "key") is 0 or > 128 ? isSub ? 40026 : 40019 : 0;
            case "view" or "miniprogram":
                if (Bytes(button, "url") > 1024)
                    return isSub ? 40027 : 40020;
                return Text(button, "url").StartsWith("http", StringComparison.Ordinal) ? 0 : isSub ? 40054 : 40055;
            case "media_id":
                return Bytes(button, "media_id") == 0 ? 40007 : 0;
            case "article_id" or "article_view_limited":
                return Bytes(button, "article_id") == 0 ? 40007 : 0;
            default:
                return 40015;
        }
    }

    private static int Bytes(JsonElement json, string name) => Encoding.UTF8.GetByteCount(Text(json, name));

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : "";

    private sealed record Menus(long Id, string Buttons, List<Conditional> Conditional);

    private sealed record Conditional(long Id, string Buttons, string Tag, string Platform)
    {
        public string Rule => "{" + string.Join(',', new[] { ("tag_id", Tag), ("client_platform_type", Platform) }.Where(m => m.Item2.Length > 0).Select(m => $"\"{m.Item1}\":{JsonSerializer.Serialize(m.Item2)}")) + "}";
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imcc.Web.Simulator;

/// <summary>The stand-in's interfaces of followers, tags, the black list and QR codes, with the errors that WeChat documents.</summary>
internal static class WeChatStandInUsersApi
{
    /// <summary>Followers in one page; WeChat has 10,000.</summary>
    private const int Page = 10_000;

    public static void Map(Action<string, Func<HttpContext, WeChatStandIn, Task<string?>>> post, Action<string, Func<HttpContext, WeChatStandIn, Task<string?>>> get)
    {
        Post("/cgi-bin/user/info/batchget", Batch);
        Get("/cgi-bin/user/get", (standIn, appId, query) => PageOf(Followers(standIn, appId), query["next_openid"].ToString(), "next_openid"));
        Post("/cgi-bin/user/info/updateremark", Remark);
        Get("/cgi-bin/tags/get", (standIn, appId, _) => new JsonObject
        {
            ["tags"] = new JsonArray([.. standIn.Users.Tags(appId).Select(t => new JsonObject { ["id"] = t.Number, ["name"] = t.Name, ["count"] = t.Followers })]),
        }.ToJsonString());
        Post("/cgi-bin/tags/create", MakeTag);
        Post("/cgi-bin/tags/update", (standIn, appId, body) => WeChatStandInApi.Error(standIn.Users.RenameTag(appId, Number(Tag(body), "id"), WeChatStandInApi.Text(Tag(body), "name")), ""));
        Post("/cgi-bin/tags/delete", (standIn, appId, body) => WeChatStandInApi.Error(standIn.Users.DeleteTag(appId, Number(Tag(body), "id")), ""));
        Post("/cgi-bin/tags/members/batchtagging", (standIn, appId, body) => Mark(standIn, appId, body, gives: true));
        Post("/cgi-bin/tags/members/batchuntagging", (standIn, appId, body) => Mark(standIn, appId, body, gives: false));
        Post("/cgi-bin/tags/getidlist", (standIn, appId, body) => IsKnown(standIn, appId, WeChatStandInApi.Text(body, "openid"))
            ? new JsonObject { ["tagid_list"] = Numbers(standIn.Users.Worn(appId, WeChatStandInApi.Text(body, "openid"))) }.ToJsonString()
            : WeChatStandInApi.Error(40003, "invalid openid"));
        Post("/cgi-bin/user/tag/get", (standIn, appId, body) => standIn.Users.Tags(appId).All(t => t.Number != Number(body, "tagid"))
            ? WeChatStandInApi.Error(45159, "invalid tag")
            : PageOf(standIn.Users.Wearing(appId, Number(body, "tagid")), WeChatStandInApi.Text(body, "next_openid"), "next_openid"));
        Post("/cgi-bin/tags/members/getblacklist", (standIn, appId, body) => PageOf(standIn.Users.Blocked(appId), WeChatStandInApi.Text(body, "begin_openid"), "next_openid"));
        Post("/cgi-bin/tags/members/batchblacklist", (standIn, appId, body) => Block(standIn, appId, body, isBlocked: true));
        Post("/cgi-bin/tags/members/batchunblacklist", (standIn, appId, body) => Block(standIn, appId, body, isBlocked: false));
        Post("/cgi-bin/qrcode/create", MakeCode);

        void Post(string path, Func<WeChatStandIn, string, JsonElement, string> answer) => post(path, async (context, standIn) =>
        {
            if (WeChatStandInApi.Denied(context, standIn, path, out var appId) is { } denied)
                return denied;
            var (code, json) = await WeChatStandInApi.ReadAsync(context);
            return json is { } body ? answer(standIn, appId, body) : WeChatStandInApi.Error(code, "invalid request body");
        });

        void Get(string path, Func<WeChatStandIn, string, IQueryCollection, string> answer) => get(path, (context, standIn) =>
            Task.FromResult<string?>(WeChatStandInApi.Denied(context, standIn, path, out var appId) ?? answer(standIn, appId, context.Request.Query)));
    }

    private static List<string> Followers(WeChatStandIn standIn, string appId) =>
        [.. standIn.Followers(appId).Where(f => f.IsFollowing).Select(f => f.OpenId).Union(standIn.Users.Extra(appId)).Order(StringComparer.Ordinal)];

    private static bool IsKnown(WeChatStandIn standIn, string appId, string openId) =>
        openId.Length > 0 && (!standIn.KnowsAllFollowers || standIn.Find(appId, openId) is not null || standIn.Users.Extra(appId).Contains(openId));

    private static string Batch(WeChatStandIn standIn, string appId, JsonElement body)
    {
        if (!body.TryGetProperty("user_list", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > 100)
            return WeChatStandInApi.Error(40032, "invalid openid list size");
        var openIds = list.EnumerateArray().Select(u => WeChatStandInApi.Text(u, "openid")).ToList();
        return openIds.Any(o => !IsKnown(standIn, appId, o))
            ? WeChatStandInApi.Error(40003, "invalid openid")
            : "{\"user_info_list\":[" + string.Join(',', openIds.Select(o => StandInPerson.Info(standIn, appId, o))) + "]}";
    }

    private static string Remark(WeChatStandIn standIn, string appId, JsonElement body)
    {
        var (openId, remark) = (WeChatStandInApi.Text(body, "openid"), WeChatStandInApi.Text(body, "remark"));
        if (!IsKnown(standIn, appId, openId))
            return WeChatStandInApi.Error(40003, "invalid openid");
        if (remark.Length > 30)
            return WeChatStandInApi.Error(40035, "invalid remark");
        standIn.Users.Remark(appId, openId, remark);
        return WeChatStandInApi.Error(0, "");
    }

    private static string MakeTag(WeChatStandIn standIn, string appId, JsonElement body)
    {
        var name = WeChatStandInApi.Text(Tag(body), "name");
        var (code, number) = standIn.Users.MakeTag(appId, name);
        return code == 0 ? new JsonObject { ["tag"] = new JsonObject { ["id"] = number, ["name"] = name } }.ToJsonString() : WeChatStandInApi.Error(code, "");
    }

    private static string Mark(WeChatStandIn standIn, string appId, JsonElement body, bool gives)
    {
        var (code, fails) = standIn.Users.Mark(appId, Number(body, "tagid"), OpenIds(body), gives, o => IsKnown(standIn, appId, o));
        return fails.Count == 0
            ? WeChatStandInApi.Error(code, "")
            : new JsonObject { ["errcode"] = code, ["errmsg"] = "part of the list failed", ["fail_openid_list"] = new JsonArray([.. fails.Select(f => JsonValue.Create(f))]) }.ToJsonString();
    }

    private static string Block(WeChatStandIn standIn, string appId, JsonElement body, bool isBlocked)
    {
        var openIds = OpenIds(body);
        if (openIds.Count is 0 or > 20)
            return WeChatStandInApi.Error(40032, "invalid openid list size");
        if (openIds.Any(o => !IsKnown(standIn, appId, o)))
            return WeChatStandInApi.Error(40003, "invalid openid");
        standIn.Users.Block(appId, openIds, isBlocked);
        return WeChatStandInApi.Error(0, "");
    }

    private static string MakeCode(WeChatStandIn standIn, string appId, JsonElement body)
    {
        var action = WeChatStandInApi.Text(body, "action_name");
        if (action is not ("QR_SCENE" or "QR_STR_SCENE" or "QR_LIMIT_SCENE" or "QR_LIMIT_STR_SCENE"))
            return WeChatStandInApi.Error(40052, "invalid action_name");
        if (!body.TryGetProperty("action_info", out var info) || info.ValueKind != JsonValueKind.Object || !info.TryGetProperty("scene", out var scene) || scene.ValueKind != JsonValueKind.Object)
            return WeChatStandInApi.Error(40053, "invalid action_info");
        var isNumber = action is "QR_SCENE" or "QR_LIMIT_SCENE";
        var value = isNumber ? Long(scene, "scene_id").ToString(CultureInfo.InvariantCulture) : WeChatStandInApi.Text(scene, "scene_str");
        var isWrong = isNumber ? Long(scene, "scene_id") is < 1 or > uint.MaxValue || (action == "QR_LIMIT_SCENE" && Long(scene, "scene_id") > 100_000) : value.Length is 0 or > 64;
        if (isWrong)
            return WeChatStandInApi.Error(40053, "invalid action_info");
        var isTemporary = action is "QR_SCENE" or "QR_STR_SCENE";
        var seconds = body.TryGetProperty("expire_seconds", out var given) && given.TryGetInt64(out var asked) ? Math.Clamp(asked, 1, 2_592_000) : 60;
        var code = standIn.Users.Make(appId, value, isNumber, isTemporary ? standIn.Now.AddSeconds(seconds) : null);
        var answer = new JsonObject { ["ticket"] = code.Ticket, ["url"] = code.Url };
        if (isTemporary)
            answer["expire_seconds"] = seconds;
        return answer.ToJsonString();
    }

    private static string PageOf(IReadOnlyList<string> all, string after, string next)
    {
        var page = all.Where(o => string.CompareOrdinal(o, after) > 0).Take(Page).ToList();
        var answer = new JsonObject { ["total"] = all.Count, ["count"] = page.Count };
        if (page.Count > 0)
            answer["data"] = new JsonObject { ["openid"] = new JsonArray([.. page.Select(o => JsonValue.Create(o))]) };
        answer[next] = page.Count > 0 ? page[^1] : "";
        return answer.ToJsonString();
    }

    private static List<string> OpenIds(JsonElement body) =>
        body.TryGetProperty("openid_list", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!)] : [];

    private static JsonElement Tag(JsonElement body) => body.TryGetProperty("tag", out var tag) && tag.ValueKind == JsonValueKind.Object ? tag : body;

    private static int Number(JsonElement json, string name) => (int)Long(json, name);

    private static long Long(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : -1;

    private static JsonArray Numbers(IEnumerable<int> numbers) => new([.. numbers.Select(n => JsonValue.Create(n))]);
}

using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels;
using static Imcc.Web.Simulator.WeChatStandInApi;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>The stand-in's interfaces of menus, templates and an account's own standing.</summary>
internal static class StandInAccountApi
{
    /// <summary>Some time after the send, as WeChat's result comes.</summary>
    private static readonly TimeSpan ResultAfter = TimeSpan.FromMilliseconds(300);

    public static void Map(Action<string, Func<HttpContext, WeChatStandIn, Task<string?>>> post, Action<string, Func<HttpContext, WeChatStandIn, Task<string?>>> get)
    {
        post("/cgi-bin/menu/create", Body("/cgi-bin/menu/create", (s, app, body) => Error(s.Menus.Create(app, body), "invalid menu")));
        post("/cgi-bin/menu/addconditional", Body("/cgi-bin/menu/addconditional", (s, app, body) => s.Menus.AddConditional(app, body) switch
        {
            (0, var id) => string.Create(CultureInfo.InvariantCulture, $"{{\"menuid\":\"{id}\"}}"),
            (var code, _) => Error(code, "invalid conditional menu"),
        }));
        post("/cgi-bin/menu/delconditional", Body("/cgi-bin/menu/delconditional", (s, app, body) => Error(s.Menus.DeleteConditional(app, Text(body, "menuid")), "no such menu")));
        post("/cgi-bin/menu/trymatch", Body("/cgi-bin/menu/trymatch", (s, app, body) => Text(body, "user_id").Length == 0 ? Error(40003, "invalid user_id")
            : s.Menus.For(app, Text(body, "user_id")) is var buttons && buttons == "[]" ? Error(65302, "no matching menu") : "{\"button\":" + buttons + "}"));
        get("/cgi-bin/menu/get", Plain("/cgi-bin/menu/get", (s, app) => s.Menus.All(app) ?? Error(46003, "menu no exist")));
        get("/cgi-bin/menu/delete", Plain("/cgi-bin/menu/delete", (s, app) =>
        {
            s.Menus.Delete(app);
            return Error(0, "");
        }));
        get("/cgi-bin/get_current_selfmenu_info", Plain("/cgi-bin/get_current_selfmenu_info", (s, app) => s.Menus.Current(app)));
        get("/cgi-bin/template/get_all_private_template", Plain("/cgi-bin/template/get_all_private_template", (s, app) => Templates(s, app)));
        get("/wxaapi/newtmpl/gettemplate", Plain("/wxaapi/newtmpl/gettemplate", (s, app) => Subscriptions(s, app)));
        post("/cgi-bin/template/del_private_template", Body("/cgi-bin/template/del_private_template", (s, app, body) => Error(s.Templates.Delete(app, Text(body, "template_id")), "invalid template_id")));
        post("/cgi-bin/callback/check", Body("/cgi-bin/callback/check", (_, _, body) => Text(body, "action") is not ("dns" or "ping" or "all") ? Error(40035, "invalid action")
            : "{\"dns\":[{\"ip\":\"203.0.113.10\",\"real_operator\":\"UNICOM\"}],\"ping\":[{\"ip\":\"203.0.113.10\",\"from_operator\":\"CAP\",\"package_loss\":\"0%\",\"time\":\"23.079ms\"}]}"));
        get("/cgi-bin/get_api_domain_ip", Plain("/cgi-bin/get_api_domain_ip", (_, _) => "{\"ip_list\":[\"203.0.113.20\",\"203.0.113.21\"]}"));
        get("/cgi-bin/getcallbackip", Plain("/cgi-bin/getcallbackip", (_, _) => "{\"ip_list\":[\"198.51.100.1\",\"198.51.100.0/24\"]}"));
        post("/cgi-bin/openapi/rid/get", Body("/cgi-bin/openapi/rid/get", (s, _, body) => Rid(s, Text(body, "rid"))));
    }

    private static Func<HttpContext, WeChatStandIn, Task<string?>> Plain(string path, Func<WeChatStandIn, string, string> answer) =>
        (context, standIn) => Task.FromResult<string?>(Denied(context, standIn, path, out var appId) ?? answer(standIn, appId));

    private static Func<HttpContext, WeChatStandIn, Task<string?>> Body(string path, Func<WeChatStandIn, string, JsonElement, string> answer) => async (context, standIn) =>
    {
        if (Denied(context, standIn, path, out var appId) is { } denied)
            return denied;
        var (code, json) = await ReadAsync(context);
        return json is { } body ? answer(standIn, appId, body) : Error(code, "invalid request body");
    };

    private static string Templates(WeChatStandIn standIn, string appId) => "{\"template_list\":[" + string.Join(',', standIn.Templates.Of(appId).Where(t => !t.IsSubscription).Select(t =>
        JsonSerializer.Serialize(new { template_id = t.Id, title = t.Title, primary_industry = t.Industry, deputy_industry = t.Deputy, content = t.Content, example = t.Example }))) + "]}";

    private static string Subscriptions(WeChatStandIn standIn, string appId) => "{\"errcode\":0,\"errmsg\":\"ok\",\"data\":[" + string.Join(',', standIn.Templates.Of(appId).Where(t => t.IsSubscription).Select(t =>
        JsonSerializer.Serialize(new { priTmplId = t.Id, title = t.Title, content = t.Content, example = t.Example, type = 2 }))) + "]}";

    private static string Rid(WeChatStandIn standIn, string rid)
    {
        if (rid.Length == 0)
            return Error(76002, "rid is empty");
        if (standIn.CallsRefused.Find(rid) is not { } call)
            return Error(76001, "rid not found");
        var (address, answer) = (JsonSerializer.Serialize("https://api.weixin.qq.com" + call.Path + "?access_token=simulated"), JsonSerializer.Serialize(call.Answer));
        return string.Create(CultureInfo.InvariantCulture, $"{{\"errcode\":0,\"errmsg\":\"ok\",\"request\":{{\"invoke_time\":{call.At.ToUnixTimeSeconds()},\"cost_in_ms\":30,\"request_url\":{address},\"request_body\":\"\",\"response_body\":{answer},\"client_ip\":\"203.0.113.99\"}}}}");
    }
}

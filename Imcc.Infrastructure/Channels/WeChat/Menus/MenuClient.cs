using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat.Menus;

/// <summary>The menu at WeChat's side: what is live, and how it is changed.</summary>
internal sealed class MenuClient(WeChatApi api)
{
    /// <summary>WeChat's word for "there is none", which is no error.</summary>
    private const int NoMenu = 46003;

    public Task<WeChatAnswer> CreateAsync(WeChatSettings settings, WeChatMenu menu, CancellationToken cancellationToken) =>
        api.AskAsync(settings, "/cgi-bin/menu/create", MenuJson.Write(menu), cancellationToken);

    /// <returns>With <c>menuid</c>.</returns>
    public Task<WeChatAnswer> AddConditionalAsync(WeChatSettings settings, WeChatMenu menu, MenuRule rule, CancellationToken cancellationToken) =>
        api.AskAsync(settings, "/cgi-bin/menu/addconditional", MenuJson.Write(menu, rule), cancellationToken);

    public Task<WeChatAnswer> DeleteConditionalAsync(WeChatSettings settings, string menuId, CancellationToken cancellationToken) =>
        api.AskAsync(settings, "/cgi-bin/menu/delconditional", WeChatJson.Object(("menuid", menuId)), cancellationToken);

    /// <summary>The default menu and all conditional ones go.</summary>
    public Task<WeChatAnswer> DeleteAsync(WeChatSettings settings, CancellationToken cancellationToken) =>
        api.AskAsync(settings, "/cgi-bin/menu/delete", null, cancellationToken);

    /// <param name="userId">An OpenID, or a WeChat id.</param>
    public async Task<(WeChatMenu? Menu, string? Error)> TryMatchAsync(WeChatSettings settings, string userId, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync(settings, "/cgi-bin/menu/trymatch", WeChatJson.Object(("user_id", userId)), cancellationToken);
        // Its entries stand at the top or inside a menu, as the documents differ.
        return answer.IsDone ? (MenuJson.Read(answer.Json.TryGetProperty("menu", out var inner) ? inner : answer.Json), null) : (null, answer.Error);
    }

    public async Task<(LiveMenus? Live, string? Error)> LiveAsync(WeChatSettings settings, CancellationToken cancellationToken)
    {
        var self = await api.AskAsync(settings, "/cgi-bin/get_current_selfmenu_info", null, cancellationToken);
        if (!self.IsDone)
            return (null, self.Error);
        var made = await api.AskAsync(settings, "/cgi-bin/menu/get", null, cancellationToken);
        if (made is { IsDone: false, Code: not NoMenu })
            return (null, made.Error);
        var shown = self.Json.TryGetProperty("selfmenu_info", out var info) ? MenuJson.Read(info) : WeChatMenu.Empty;
        // What the console made cannot be had by menu/get; what the interface made comes whole from it.
        var standard = made.IsDone && made.Json.TryGetProperty("menu", out var menu) ? MenuJson.Read(menu) : shown;
        return (new LiveMenus(
            WeChatAnswer.Number(self.Json, "is_menu_open") == 1,
            standard,
            made.IsDone && made.Json.TryGetProperty("menu", out var known) ? WeChatAnswer.Text(known, "menuid") : "",
            [.. Conditional(made).Select(c => new LiveConditional(WeChatAnswer.Text(c, "menuid"), MenuJson.ReadRule(c), MenuJson.Read(c)))]), null);
    }

    private static IEnumerable<JsonElement> Conditional(WeChatAnswer made) => made.IsDone ? WeChatAnswer.Items(made.Json, "conditionalmenu") : [];
}

using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Desk;

/// <summary>All that can be done or opened from the desk by its name: what the palette (Ctrl+K) offers, and what is done when something is chosen.</summary>
public sealed class Palette(DeskSession session, DeskPage page, NavigationManager navigation, IStringLocalizer<ComposerText> c, IStringLocalizer<DeskText> d)
{
    private static readonly Presence[] Presences = [Presence.Available, Presence.Break, Presence.Busy, Presence.Offline];

    private static readonly (string Key, string Text, string Shortcut)[] OnConversation =
    [
        ("transfer", "Help.Transfer", "Alt+T"), ("assist", "Help.Assist", "Alt+H"), ("park", "Help.Park", "Alt+P"), ("remark", "Help.Remark", "Alt+R"), ("end", "Help.End", "Alt+E"),
    ];

    /// <param name="targets">Where the conversation can be given; null: not asked.</param>
    public IReadOnlyList<PaletteItem> Items(TransferTargets? targets, bool isLead, bool isAdmin)
    {
        var state = session.State;
        List<PaletteItem> items = [.. state.Mine.Where(x => x.State != ConversationState.Offered).Concat(state.Asked).Concat(state.Parked)
            .Select(x => new PaletteItem("c:" + x.Id, c["Palette.Conversations"], x.CustomerName, x.Preview, x.AccountName, ""))];
        if (session.CanReply)
        {
            items.AddRange(OnConversation.Select(o => new PaletteItem("k:" + o.Key, c["Palette.Commands"], d[o.Text], session.Selected!.CustomerName, o.Key, o.Shortcut)));
            items.AddRange((targets?.Groups ?? []).Where(g => g.IsOpen).Select(g =>
                new PaletteItem("g:" + g.Id, c["Palette.Transfer"], c["Palette.TransferTo", g.Name], d["Transfer.GroupState", g.Waiting, g.Members], "transfer " + g.Name, "")));
        }

        items.AddRange(new (string Key, string Text, string Shortcut)[] { ("needed", "Help.Next", "Alt+N"), ("accept", "Help.Accept", "Alt+A"), ("help", "Help.Help", "?") }
            .Select(o => new PaletteItem("k:" + o.Key, c["Palette.Commands"], d[o.Text], "", o.Key, o.Shortcut)));
        items.AddRange(Choices().Select(s => new PaletteItem($"s:{s.Presence}:{s.ReasonId}", c["Palette.Status"], c["Palette.Be", s.Name], "", s.Presence.ToString(), "")));
        items.Add(session.Preferences.IsQuiet
            ? new("q:off", c["Palette.Status"], c["Quiet.End"], "", "dnd quiet", "")
            : new("q:on", c["Palette.Status"], c["Quiet.Start"], c["Quiet.UntilOff"], "dnd quiet", ""));
        items.Add(new("t:Knowledge", c["Palette.Go"], c["Knowledge.Title"], "", "knowledge", ""));
        items.Add(new("t:Replies", c["Palette.Go"], c["Replies.Title"], "", "replies", ""));
        if (session.CanReply)
            items.Add(new("js:keep", c["Palette.Commands"], c["Help.Keep"], "", "save reply", "Alt+S"));
        items.Add(new("js:theme", c["Palette.Go"], c["Palette.Theme"], "", "theme dark light", ""));
        items.Add(new("js:language", c["Palette.Go"], c["Palette.Language"], "", "language english chinese", ""));
        if (isLead)
            items.Add(new("js:/floor", c["Palette.Go"], c["Palette.Floor"], "", "floor", ""));
        if (isAdmin)
            items.Add(new("js:/admin", c["Palette.Go"], c["Palette.Admin"], "", "admin", ""));
        return items;
    }

    public async Task RunAsync(string id)
    {
        var parts = id.Split(':', 3);
        switch (parts[0])
        {
            case "c" when Guid.TryParse(parts[1], out var conversation):
                navigation.NavigateTo(DeskUrls.Conversation(conversation));
                break;
            case "g" when Guid.TryParse(parts[1], out var group) && session is { CanReply: true, SelectedId: { } selected }:
                await session.Handovers.TransferToGroupAsync(selected, group, "", "");
                break;
            case "s" when Enum.TryParse<Presence>(parts[1], out var presence):
                await session.Commands.SetPresenceAsync(presence, parts.Length > 2 && Guid.TryParse(parts[2], out var reason) ? reason : null);
                break;
            case "q":
                await (parts[1] == "on" ? session.Preferences.BeQuietAsync(null) : session.Preferences.EndQuietAsync());
                break;
            case "t" when Enum.TryParse<SideTab>(parts[1], out var tab):
                page.Modes.ShowTab(tab);
                break;
            case "k":
                await page.KeyAsync(parts[1]);
                break;
            default:
                break;
        }
    }

    private IEnumerable<(Presence Presence, Guid? ReasonId, string Name)> Choices() => Presences.SelectMany(p => session.State.Reasons.Where(r => r.Presence == p)
        .Select(r => (p, (Guid?)r.Id, r.Name)).DefaultIfEmpty((p, null, d["Presence." + p].Value)));
}

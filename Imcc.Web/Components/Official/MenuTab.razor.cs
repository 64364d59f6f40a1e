using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Channels.WeChat.Menus;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Official;

/// <summary>Writes an account's menus: the telephone beside the chosen entry's fields, and what followers see now.</summary>
public sealed partial class MenuTab
{
    private List<MenuDraft>? _drafts;
    private int _at;
    private WeChatMenu _menu = WeChatMenu.Empty;
    private MenuPlace? _selected;
    private IReadOnlyList<MenuProblem> _problems = [];
    private HashSet<MenuPlace> _bad = [];
    private List<string> _unanswered = [];
    private MenuKeys? _keys;
    private LiveMenus? _live;
    private string _user = "";
    private WeChatMenu? _matched;
    private MenuPlace? _matchedAt;

    [Parameter, EditorRequired] public required OfficialAccount Account { get; set; }

    [Inject] public required MenuAdministration Menus { get; init; }

    [Inject] public required KeywordAdministration Keywords { get; init; }

    [Inject] public required AdminClock Clock { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private MenuDraft Draft => _drafts![_at];

    private bool IsChanged => Draft.Id is null || !_menu.Equals(Draft.Menu) || !Draft.IsDefault;

    private string Standing => _menu.Buttons.IsEmpty ? O["NoEntryYet"]
        : _problems.Count > 0 ? O["Problems", _problems.Count]
        : !_menu.Equals(Draft.Menu) ? O["Unsaved"]
        : Draft.PublishedAt is { } at ? O["PublishedAt", Clock.Wall(at).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)]
        : O["NeverPublished"];

    private WeChatMenu LiveOfThis => _live is null ? WeChatMenu.Empty
        : Draft.IsDefault ? _live.Standard
        : _live.Conditional.FirstOrDefault(c => c.MenuId == Draft.MenuId && Draft.MenuId.Length > 0)?.Menu ?? WeChatMenu.Empty;

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        _keys = new((await Keywords.OpenAsync(actor)).Rules, Account.Id, Time.GetUtcNow());
        await ReloadAsync(0);
        await ReadLiveAsync();
    }

    private async Task ReloadAsync(int at)
    {
        _drafts = [.. await Menus.OpenAsync(await ActorAsync(), Account.Id)];
        Choose(Math.Clamp(at, 0, _drafts.Count - 1));
    }

    private void Choose(int at)
    {
        Forget();
        (_at, _selected) = (at, null);
        Set(Draft.Menu);
        _selected = _menu.Buttons.IsEmpty ? null : new MenuPlace(0);
    }

    private void Set(WeChatMenu menu)
    {
        _menu = menu;
        _problems = menu.Problems();
        _bad = [.. _problems.Where(p => p.Place is not null).Select(p => p.Place!.Value)];
        _unanswered = _keys is null ? [] : [.. menu.All().Where(b => b.Button is { Type: MenuType.Click, Sub.IsEmpty: true } && b.Button.Key.Trim().Length > 0 && !_keys.IsAnswered(b.Button.Key)).Select(b => b.Button.Name).Distinct()];
        if (_selected is { } place && menu.At(place) is null)
            _selected = null;
    }

    private void Add(int? under)
    {
        var (menu, place) = _menu.Add(under, new MenuButton { Name = "" });
        Set(menu);
        _selected = place ?? _selected;
    }

    private void Move((MenuPlace From, MenuPlace To) move)
    {
        var (menu, place) = _menu.Move(move.From, move.To);
        Set(menu);
        _selected = place ?? _selected;
    }

    private void Remove(MenuPlace place)
    {
        _selected = null;
        Set(_menu.Remove(place));
        _selected = place.Sub is null ? _menu.Buttons.IsEmpty ? null : new MenuPlace(0) : new MenuPlace(place.Top);
    }

    private static MenuPlace Shifted(MenuPlace place, int by) => place.Sub is { } sub ? place with { Sub = sub + by } : new(place.Top + by);

    private void NewConditional()
    {
        _drafts!.Add(new MenuDraft { AccountId = Account.Id, Menu = _drafts[0].Menu });
        Choose(_drafts.Count - 1);
    }

    private void Adopt(LiveConditional live)
    {
        _drafts!.Add(new MenuDraft { AccountId = Account.Id, Menu = live.Menu, Rule = live.Rule, Name = RuleWords(live.Rule) });
        Choose(_drafts.Count - 1);
    }

    private string RuleWords(MenuRule rule) => rule.IsEmpty ? "" : string.Join(' ', new[] { rule.TagId.Length > 0 ? O["TagNo", rule.TagId].Value : "", rule.Platform > 0 ? O["Platform_" + rule.Platform].Value : "" }.Where(w => w.Length > 0));

    private async Task<bool> KeepAsync()
    {
        Draft.Menu = _menu;
        var made = Guid.Empty;
        var saved = await MakeAsync(
            async actor =>
            {
                var outcome = await Menus.SaveAsync(actor, Draft);
                made = outcome.Id;
                return outcome;
            },
            "Saved");
        if (!saved)
            return false;
        var selected = _selected;
        var drafts = await Menus.OpenAsync(await ActorAsync(), Account.Id);
        await ReloadAsync(Math.Max(0, drafts.ToList().FindIndex(d => d.Id == made)));
        _selected = selected;
        return true;
    }

    private async Task SaveAsync() => await KeepAsync();

    private async Task PublishAsync()
    {
        if (_menu.Problems().Count > 0 || (IsChanged && !await KeepAsync()))
            return;
        var (id, selected) = (Draft.Id!.Value, _selected);
        if (!await DoAsync(actor => Menus.PublishAsync(actor, Account.Id, id), "NowPublished"))
            return;
        await ReloadAsync(_at);
        _selected = selected;
        await ReadLiveAsync();
    }

    private async Task DeleteAsync()
    {
        if (Draft.Id is not { } id)
        {
            _drafts!.RemoveAt(_at);
            Choose(0);
            return;
        }

        if (await DoAsync(actor => Menus.DeleteAsync(actor, Account.Id, id), "NowDeleted"))
            await ReloadAsync(0);
    }

    private async Task WithdrawAsync()
    {
        if (!await DoAsync(actor => Menus.WithdrawAsync(actor, Account.Id), "NowWithdrawn"))
            return;
        await ReloadAsync(0);
        await ReadLiveAsync();
    }

    private Task ReadLiveAsync() => AskAsync(async actor =>
    {
        var (live, error) = await Menus.LiveAsync(actor, Account.Id);
        (_live, WeChatError) = (live ?? _live, error);
    });

    private Task TryMatchAsync() => AskAsync(async actor =>
    {
        (_matched, WeChatError) = await Menus.TryMatchAsync(actor, Account.Id, _user);
        _matchedAt = null;
    });
}

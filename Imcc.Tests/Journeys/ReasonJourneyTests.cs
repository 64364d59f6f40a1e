using System.Text.Json;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>Why customers came, from the tree's editor to the agent's last key.</summary>
[Collection(nameof(Browsing))]
public sealed class ReasonJourneyTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_reason_is_found_by_its_initials_and_the_conversation_closed_in_five_keys()
    {
        await using var scene = await journeys.SceneAsync(capacities: 2);
        await scene.RuleAsync(g => g.Reasons = g.Reasons with { Required = true });
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var desk = await AtDeskAsync(window, scene);
        var id = await ServeAsync(scene, desk, "five", "我想办账单分期");

        // Ended without a word about it, it is not done.
        await desk.Locator(".composer-text").PressAsync("Alt+e");
        await desk.Locator(".end-panel [data-confirm-end]").ClickAsync();
        await Assertions.Expect(desk.Locator(".wrapup-card")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator(".desk-right [data-reason-search]")).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".reason-missing")).ToContainTextAsync("请先选择来话原因");
        Assert.Equal("WrapUp", await scene.LookAsync(id.ToString()));
        await Assertions.Expect(desk.Locator(".suggest").First).ToContainTextAsync("账单分期");
        await desk.Locator(".desk-right [data-reason-search]").PressAsync("1");
        await Assertions.Expect(desk.Locator(".reason-chips li.main")).ToContainTextAsync("账单分期");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator("a.row")).ToHaveCountAsync(0);

        // The next one: five keys from the conversation to its end, and the note that was being written is kept.
        id = await ServeAsync(scene, desk, "keys", "卡找不到了");
        await desk.Locator(".desk-right .tab", new() { HasText = "小结" }).ClickAsync();
        await desk.Locator("textarea.note.tall").FillAsync("已指导补卡");
        await desk.Keyboard.PressAsync("Alt+e");
        await Assertions.Expect(desk.Locator(".end-panel [data-reason-search]")).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("g");
        await desk.Keyboard.PressAsync("s");
        await Assertions.Expect(desk.Locator(".end-panel [role=option]").First).ToContainTextAsync("挂失补卡");
        await Assertions.Expect(desk.Locator(".end-panel [role=option] mark").First).ToHaveTextAsync("挂失");
        await desk.Keyboard.PressAsync("Enter");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator("a.row")).ToHaveCountAsync(0);

        await Eventually.Async(async () => await scene.LookAsync(id.ToString()) == "Closed", "it is closed");
        using var client = scene.Host.Client();
        Assert.Contains(await OpenApi.ConversationsAsync(client, "组" + scene.Index), c => c.GetProperty("id").GetGuid() == id && c.GetProperty("note").GetString() == "已指导补卡");
        await Assertions.Expect(desk.Locator(".load b")).ToHaveTextAsync("0");

        // The same keys by somebody who waits for nothing: all of them are the panel's, none is the customer's.
        id = await ServeAsync(scene, desk, "swift", "卡找不到了");
        await desk.Locator(".composer-text").FillAsync("请稍等");
        foreach (var key in (string[])["Alt+e", "g", "s", "Enter", "Enter"])
            await desk.Keyboard.PressAsync(key);
        await Eventually.Async(async () => await scene.LookAsync(id.ToString()) == "Closed", "the keys have closed it");
        Assert.DoesNotContain(await OpenApi.ThreadAsync(client, scene.Account, "swift"), m => m.GetProperty("sender").GetString() == "Agent");
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task A_tree_is_dragged_published_sent_through_Excel_and_back()
    {
        await using var scene = await journeys.SceneAsync(capacities: 1);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var page = await window.SignInAsync("admin", "Imcc@2026", "/admin/reason-tree");
        await page.Locator("[data-name=信用卡] .fold").ClickAsync();
        await page.Locator("[data-name=销卡]").DragToAsync(page.Locator("[data-name=申请办卡]"), new() { TargetPosition = new() { X = 300, Y = 3 } });
        await Assertions.Expect(page.Locator("[data-changes]")).ToHaveTextAsync("草稿有 1 处修改");
        await Assertions.Expect(page.Locator(".rtree-row .name").Nth(1)).ToHaveTextAsync("销卡");
        var directory = scene.Host.Services.GetRequiredService<DirectoryCache>();
        var before = directory.Current.Reasons.Version;
        await page.Locator("[data-publish-open]").ClickAsync();
        await page.Locator("[data-field=Remark]").FillAsync("销卡放在最前");
        await page.Locator("[data-publish]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-published]")).ToHaveTextAsync($"已发布 v{before + 1}");
        Assert.Equal("销卡", directory.Current.Reasons.ChildrenOf(directory.Current.Reasons.Roots[0].Id).First().Name);

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export]").ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        using var book = new MemoryStream(await File.ReadAllBytesAsync(await download.PathAsync()));
        var rows = ReasonWorkbook.Read(book).Rows;
        using var changed = new MemoryStream();
        var nodes = ReasonSheet.Read([.. rows.Select(r => r.Levels[1] == "销卡" ? r with { Levels = ["信用卡", "销卡与退卡", "", "", ""], Keywords = "注销，退卡" } : r)], directory.Current.Reasons.All, () => Guid.CreateVersion7(scene.Host.Time.GetUtcNow())).Nodes;
        ReasonWorkbook.Write(changed, nodes);
        await page.Locator("[data-import]").SetInputFilesAsync(new FilePayload { Name = "来话原因.xlsx", MimeType = ReasonWorkbook.ContentType, Buffer = changed.ToArray() });
        await Assertions.Expect(page.Locator(".rtree-side [data-change-list] li")).ToHaveCountAsync(2);
        await page.Locator("[data-import-take]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-changes]")).ToHaveTextAsync("草稿有 2 处修改");
        await Assertions.Expect(page.Locator("[data-name=销卡与退卡]")).ToBeVisibleAsync();
        window.HasSeenNothingWrong();

        window.Expect("415");
        await page.Locator("[data-import]").SetInputFilesAsync(new FilePayload { Name = "不是表格.xlsx", MimeType = ReasonWorkbook.ContentType, Buffer = "编码,名称"u8.ToArray() });
        await Assertions.Expect(page.Locator(".adm-refusal")).ToContainTextAsync("不是可以读取的 Excel 文件");
        // Whoever has not come through the page has no token, and whoever is no administrator gets nothing at all.
        window.Expect("400");
        Assert.Equal(400, await StatusAsync(page, "/admin/reason-tree/import"));
        await using var agents = await browser.OpenAsync(scene.Host.Url);
        agents.Expect("403");
        var agent = await agents.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        Assert.Equal(403, (await agent.APIRequest.GetAsync(new Uri(scene.Host.Url, "/admin/reason-tree/export").ToString())).Status);
    }

    [Fact]
    public async Task Find_ranks_what_begins_like_it_before_what_holds_it_and_knows_pinyin_and_slips()
    {
        await using var scene = await journeys.SceneAsync(capacities: 1);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var page = await window.TabAsync("/signin");
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const { makeFinder } = await import('/js/desk/find.js');
              const finder = await makeFinder([
                { id: 'a', text: '账单分期', keys: ['CC0402'], path: '信用卡 › 账单' },
                { id: 'b', text: '最低还款额', keys: ['CC0503'], path: '信用卡 › 还款' },
                { id: 'c', text: '挂失补卡', keys: ['丢卡'], path: '信用卡 › 挂失' },
                { id: 'd', text: '卡片挂失', keys: [], path: '借记卡 › 挂失' },
                { id: 'e', text: '重复扣款', keys: ['LN01'], path: '贷款', weight: 9 },
              ]);
              const ids = q => finder.find(q, 5).map(m => m.item.id).join('');
              return {
                order: ids('gs'), full: ids('zhangdan'), mixed: ids('zhang分'), code: ids('cc04'), key: ids('diuk'), path: ids('xyk'), two: ids('jjk gs'),
                readings: ids('cfkk'), slip: ids('zandan'), gaps: ids('xykzdfq'), none: ids('qqqq'), all: ids(''),
                marks: JSON.stringify(finder.find('fq', 1)[0].ranges), pathMarks: JSON.stringify(finder.find('jjk', 1)[0].pathRanges),
              };
            }
            """);
        string Of(string name) => found.GetProperty(name).GetString()!;
        Assert.Equal(
            ("cd", "a", "a", "a", "c", "abc", "d", "e", "a", "a", "", "e"),
            (Of("order"), Of("full"), Of("mixed"), Of("code"), Of("key"), string.Concat(Of("path").Order()), Of("two"), Of("readings"), Of("slip"), Of("gaps"), Of("none"), Of("all")[..1]));
        Assert.Equal(("[[2,4]]", "[[0,3]]"), (Of("marks"), Of("pathMarks")));
    }

    private static async Task<int> StatusAsync(IPage page, string path) => await page.EvaluateAsync<int>(
        "async path => { const form = new FormData(); form.append('file', new Blob(['x']), 'x.xlsx'); return (await fetch(path, { method: 'POST', body: form })).status; }", path);

    private static async Task<IPage> AtDeskAsync(BrowserWindow window, Scene scene)
    {
        var desk = await window.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        await Assertions.Expect(desk.Locator(".presence-name")).ToHaveTextAsync("在线");
        return desk;
    }

    private static async Task<Guid> ServeAsync(Scene scene, IPage desk, string name, string words)
    {
        var customer = scene.Follower(name);
        await customer.SayAsync(words);
        await desk.Locator("[data-accept]").ClickAsync();
        await Assertions.Expect(desk.Locator(".msg.customer .bubble")).ToHaveTextAsync(words);
        await Assertions.Expect(desk.Locator(".composer-text")).ToBeVisibleAsync();
        return await scene.ConversationIdAsync(customer);
    }
}

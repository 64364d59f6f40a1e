using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Misses;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>An editor works through what nothing answered, and adds a word that is understood at once, in a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class MissBrowserTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task An_editor_leaves_a_group_alone_for_a_reason_takes_it_back_and_adds_a_word()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await MissedAsync(scene.Host.Services, "咖啡机不出水怎么办", "请问咖啡机不出水咋办", "我电话13812345678，咖啡机不出水如何处理");
        await using var office = await browser.OpenAsync(scene.Host.Url, 1366, 768);
        var page = await office.SignInAsync("editor1", "Imcc@2026", "/knowledge/misses");
        await page.GotoAsync(new Uri(scene.Host.Url, "/knowledge/misses?q=" + Uri.EscapeDataString("咖啡机")).ToString());
        var group = page.Locator("[data-group]", new() { HasText = "咖啡机不出水怎么办" });
        await Assertions.Expect(group.Locator(".num").First).ToHaveTextAsync("2");
        await group.ClickAsync();
        var drawer = page.Locator(".adm-drawer");
        await Assertions.Expect(drawer.Locator("[data-ignore]")).ToBeDisabledAsync();
        // What is typed before the page has come to life is nobody's.
        await Eventually.Async(async () =>
        {
            await drawer.Locator("[data-why]").FillAsync("门店问题，转门店");
            return await drawer.Locator("[data-ignore]").IsEnabledAsync();
        }, "it can be left alone");
        await drawer.Locator("[data-ignore]").ClickAsync();
        await Assertions.Expect(drawer.Locator("[data-effect]")).ToContainTextAsync("门店问题，转门店");
        await Assertions.Expect(group).ToHaveCountAsync(0);
        await drawer.Locator("[data-undo]").ClickAsync();
        await Assertions.Expect(group).ToHaveCountAsync(1);
        Assert.DoesNotContain("13812345678", await page.ContentAsync(), StringComparison.Ordinal);

        await page.GotoAsync(new Uri(scene.Host.Url, "/admin/synonyms/new?text=" + Uri.EscapeDataString("云豆卡 信用卡")).ToString());
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-own]")).ToContainTextAsync("云豆卡 信用卡");
        await page.Locator("[data-try]").FillAsync("请问云豆卡咋开通");
        await Assertions.Expect(page.Locator("[data-piece=Synonym]")).ToContainTextAsync("信用卡");

        await page.GotoAsync(new Uri(scene.Host.Url, "/knowledge/stats").ToString());
        await Assertions.Expect(page.Locator("[data-step=None]")).ToHaveCountAsync(1);
        office.HasSeenNothingWrong();
    }

    // Some time ago: what is newer an agent may still be answering.
    private static async Task MissedAsync(IServiceProvider services, params string[] texts)
    {
        var (stores, time) = (services.GetRequiredService<ConversationStores>(), services.GetRequiredService<TimeProvider>());
        var (at, thread) = (time.GetUtcNow() - TimeSpan.FromMinutes(20), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        foreach (var (text, seq) in texts.Select((t, i) => (t, i + 1L)))
        {
            var message = new ThreadMessage
            {
                Id = Guid.CreateVersion7(at), ThreadId = thread, Seq = seq, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = new TextContent(text), At = at.AddSeconds(seq),
            };
            var unit = new WriteUnit().Insert(MessageRow.From(message))
                .Insert(new AnswerRow { MessageId = message.Id, ThreadId = thread, AccountId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), At = message.At, Step = AnswerStep.None });
            Assert.Equal(WriteOutcome.Committed, await stores.For(thread).Writer.CommitAsync(unit));
        }

        // The host's own keeper looks every twenty seconds; this one is another node's.
        var keeper = new MissKeeper(
            stores, new MissReading(stores, services.GetRequiredService<IWordLists>()), new MissSorting(stores, services.GetRequiredService<IWordLists>()), Options.Create(new MissOptions()), time, NullLogger<MissKeeper>.Instance);
        await keeper.FollowAsync(TestContext.Current.CancellationToken);
    }
}

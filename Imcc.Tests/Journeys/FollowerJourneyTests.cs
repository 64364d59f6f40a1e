using System.IO.Compression;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Followers;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Web.Administration;
using Imcc.Web.Components.Followers;
using Imcc.Web.Localization;
using Imcc.Web.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Imcc.Tests.Journeys;

/// <summary>WeChat's followers against the stand-in of its server: codes that lead, tags both ways, the black list, imports, changed platforms.</summary>
public sealed class FollowerJourneyTests(JourneyHost journeys)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_leads_to_its_agent_is_led_elsewhere_without_printing_and_counts_who_came_and_went()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3, 3]);
        foreach (var agent in scene.Agents)
            await agent.BeAsync("Available");
        var (codes, account) = (scene.Host.Services.GetRequiredService<QrCodeAdministration>(), AccountOf(scene));
        var admin = await AdminAsync(scene);
        var made = await codes.SaveAsync(admin, new QrCodeDraft { AccountId = account, Name = "福田支行柜台", Campaign = "开门红", AgentId = scene.AgentId(1), Welcome = "欢迎来到福田支行", ConnectsAtOnce = true }, Cancel);
        Assert.True(made.Made, string.Join(", ", made.Problems));
        var code = await Eventually.Async(async () => await codes.FindAsync(admin, made.Id, Cancel) is { IsMade: true } line ? line : null, "WeChat has made the code");
        Assert.Null(code.ExpiresAt);
        Assert.Contains(scene.WeChat.Users.Codes(ImccHost.AppId + scene.Index), c => c.Scene == code.Scene && c.Url == code.Url);

        var one = scene.Follower("qra");
        await HearsAsync(scene, one, (await one.EventAsync("subscribe", "qrscene_" + code.Scene)).Answer, "欢迎来到福田支行");
        await scene.Agents[1].ConversationAsync(one.OpenId, "Active");
        var customers = scene.Host.Services.GetRequiredService<ICustomers>();
        Assert.Equal("开门红 · 福田支行柜台", (await customers.ReadAsync(scene.AgentId(1), await scene.ConversationIdAsync(one), Cancel))!.Origin!.Branch);

        // The same picture, another agent, and nobody is connected before asking.
        var draft = (await codes.FindAsync(admin, made.Id, Cancel))!.Draft;
        (draft.AgentId, draft.ConnectsAtOnce, draft.Welcome) = (scene.AgentId(0), false, "您好，请问办什么业务？");
        Assert.True((await codes.SaveAsync(admin, draft, Cancel)).Made);
        var two = scene.Follower("qrb");
        await HearsAsync(scene, two, (await two.EventAsync("SCAN", code.Scene)).Answer, "您好，请问办什么业务？");
        await two.SayAsync("人工");
        await scene.Agents[0].ConversationAsync(two.OpenId, "Active");

        // Switched off it counts, and says nothing of its own.
        draft = (await codes.FindAsync(admin, made.Id, Cancel))!.Draft;
        draft.Enabled = false;
        Assert.True((await codes.SaveAsync(admin, draft, Cancel)).Made);
        var three = scene.Follower("qrc");
        await HearsAsync(scene, three, (await three.EventAsync("subscribe", "qrscene_" + code.Scene)).Answer, "欢迎关注云软银行");
        await three.EventAsync("unsubscribe");
        await Eventually.Async(async () => (await codes.FindAsync(admin, made.Id, Cancel))!.Figures == new QrFigures(2, 1, 1), "follows, scans and unfollows are counted");
        var day = Assert.Single(await codes.DaysAsync((await codes.FindAsync(admin, made.Id, Cancel))!, Cancel));
        Assert.Equal(new QrFigures(2, 1, 1), day.Figures);
    }

    [Fact]
    public async Task A_batch_of_codes_is_made_past_a_busy_server_and_leaves_as_pictures_with_a_list()
    {
        await using var scene = await journeys.SceneAsync(capacities: []);
        var (codes, account, admin) = (scene.Host.Services.GetRequiredService<QrCodeAdministration>(), AccountOf(scene), await AdminAsync(scene));
        scene.Inject(new StandInFault("/qrcode/create", Code: -1, Times: 2));
        var draft = new QrCodeDraft { AccountId = account, Kind = QrCodeKind.PermanentNumber, Name = "一号店", FurtherNames = "二号店\n=三号店/测\n", Campaign = "批量" + scene.Index };
        Assert.True((await codes.SaveAsync(admin, draft, Cancel)).Made);
        var page = await Eventually.Async(
            async () => await codes.ListAsync(admin, account, "批量" + scene.Index, cancellationToken: Cancel) is var p && p.Lines.Count(l => l.IsMade) == 3 ? p : null, "all three are made");
        Assert.Equal(["1", "2", "3"], page.Lines.Select(l => l.Scene).Order());
        Assert.Equal((3, 3), (page.Total, page.Permanent));

        var services = scene.Host.Services;
        using var file = new MemoryStream(QrArchive.Pack(
            page.Lines, services.GetRequiredService<DirectoryCache>().Current, services.GetRequiredService<AdminClock>(), services.GetRequiredService<IStringLocalizer<FollowersText>>()));
        using var zip = new ZipArchive(file);
        Assert.Equal(3, zip.Entries.Count(e => e.Name.EndsWith(".png", StringComparison.Ordinal)));
        Assert.Contains(zip.Entries, e => e.Name.StartsWith("=三号店_测-", StringComparison.Ordinal));
        using var book = new MemoryStream();
        await using (var list = zip.GetEntry("list.xlsx")!.Open())
            await list.CopyToAsync(book, Cancel);
        book.Position = 0;
        var rows = MiniExcelLibs.MiniExcel.Query(book, useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal(3, rows.Count);
        Assert.Contains(rows, r => r.Values.Select(v => v?.ToString()).ToList() is ["二号店", _, "2", ..]);

        // What can never be is said at its field, and nothing is made.
        var refused = await codes.SaveAsync(admin, new QrCodeDraft { AccountId = account, Kind = QrCodeKind.TemporaryWord, Hours = 721, Name = "" }, Cancel);
        Assert.Equal(["Hours", "Name"], refused.Problems.Select(p => p.Field).Order());
    }

    [Fact]
    public async Task Tags_and_names_go_to_wechat_and_come_back_and_one_bad_follower_spoils_nobody_elses()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [5]);
        await scene.Agents[0].BeAsync("Available");
        var (account, admin, appId) = (AccountOf(scene), await AdminAsync(scene), ImccHost.AppId + scene.Index);
        var agreement = scene.Host.Services.GetRequiredService<TagAgreement>();
        var tags = scene.Host.Services.GetRequiredService<DirectoryCache>().Current.Tags.Values.OrderBy(t => t.Name, StringComparer.Ordinal).Take(2).ToArray();
        // One is there by its name already, the other is made.
        var there = scene.WeChat.Users.MakeTag(appId, tags[0].Name).Number;
        foreach (var tag in tags)
            Assert.True((await agreement.CarryAsync(admin, account, tag.Id, Cancel)).Made);
        var board = await agreement.OpenAsync(admin, account, Cancel);
        Assert.Equal(there, board.Tags.Single(t => t.TagId == tags[0].Id).Number);
        var other = board.Tags.Single(t => t.TagId == tags[1].Id).Number!.Value;

        var (one, two) = (scene.Follower("taga"), scene.Follower("tagb"));
        scene.Enrol(one);
        scene.Enrol(two);
        await one.SayAsync("你好");
        await two.SayAsync("你好");
        await scene.Agents[0].ConversationAsync(one.OpenId, "Active");
        await scene.Agents[0].ConversationAsync(two.OpenId, "Active");
        var workplace = scene.Host.Services.GetRequiredService<IWorkplace>();
        // The server is busy first: nothing is lost by that.
        scene.Inject(new StandInFault("/tags/members/batchtagging", Code: -1));
        Assert.Equal(CommandOutcome.Done, await workplace.SaveCustomerAsync(scene.AgentId(0), await scene.ConversationIdAsync(one), "王女士😀", 0, "", [tags[0].Id, tags[1].Id], Cancel));
        Assert.Equal(CommandOutcome.Done, await workplace.SaveCustomerAsync(scene.AgentId(0), await scene.ConversationIdAsync(two), "李先生", 0, "", [tags[1].Id], Cancel));
        await Eventually.Async(
            () => Task.FromResult(scene.WeChat.Users.Worn(appId, one.OpenId).Order().SequenceEqual(new[] { there, other }.Order()) && scene.WeChat.Users.Worn(appId, two.OpenId).SequenceEqual([other])
                && scene.WeChat.Users.RemarkOf(appId, one.OpenId) == "王女士😀"),
            "WeChat says the same");

        // There one tag is taken and another given: both arrive, and what was given here stays.
        scene.WeChat.Users.Mark(appId, other, [two.OpenId], gives: false, _ => true);
        scene.WeChat.Users.Mark(appId, there, [two.OpenId], gives: true, _ => true);
        var followers = scene.Host.Services.GetRequiredService<FollowerAdministration>();
        await EndedAsync(scene, followers, admin, account, FollowerJobKind.PullTags);
        Assert.Equal([tags[0].Id], (await ContactAsync(scene, account, two.OpenId)).Tags);
        Assert.Equal(2, (await ContactAsync(scene, account, one.OpenId)).Tags.Length);
        Assert.Equal(0, (await followers.OpenAsync(admin, account, Cancel))!.Waiting);
        Assert.Empty((await followers.OpenAsync(admin, account, Cancel))!.Failed);
    }

    [Fact]
    public async Task Somebody_blocked_opens_no_conversation_here_or_there_until_a_lead_lifts_it()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var (account, admin, appId) = (AccountOf(scene), await AdminAsync(scene), ImccHost.AppId + scene.Index);
        var follower = scene.Follower("blk");
        scene.Enrol(follower);
        await follower.SayAsync("骂人的话");
        await scene.Agents[0].ConversationAsync(follower.OpenId, "Active");
        var (me, conversation) = (scene.AgentId(0), await scene.ConversationIdAsync(follower));
        var customers = scene.Host.Services.GetRequiredService<ICustomers>();
        Assert.Equal(CommandOutcome.TooLong, await customers.BlockAsync(me, conversation, new string('x', 201), Cancel));
        Assert.Equal(CommandOutcome.Done, await customers.BlockAsync(me, conversation, "多次辱骂坐席", Cancel));
        Assert.Equal(CommandOutcome.AlreadyDone, await customers.BlockAsync(me, conversation, "多次辱骂坐席", Cancel));
        await Eventually.Async(() => Task.FromResult(scene.WeChat.Users.Blocked(appId).Contains(follower.OpenId)), "WeChat's black list says so");
        // An agent puts on the list and a lead takes off.
        Assert.Equal(CommandOutcome.NotAllowed, await customers.BlockAsync(me, conversation, "", Cancel));
        Assert.Equal("Done", await scene.Agents[0].DoAsync("End", conversation));
        Assert.Equal("Done", await scene.Agents[0].DoAsync("FinishWrapUp", conversation));

        Assert.Equal((200, null), await follower.SayAsync("我又来了"));
        var thread = ThreadKey.For(account, follower.OpenId);
        Assert.Null(await scene.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConversationGrain>(thread).LookAsync());

        var followers = scene.Host.Services.GetRequiredService<FollowerAdministration>();
        var line = Assert.Single((await followers.OpenAsync(admin, account, Cancel))!.Blocked);
        Assert.Equal("多次辱骂坐席", line.Reason);
        // As it is where WeChat told us of the follower only after the list was changed: our row knows nothing of it.
        var store = scene.Host.Services.GetRequiredService<ConversationStores>().For(thread);
        await store.Writer.CommitAsync(new WriteUnit().Patch(new FollowerRow { ThreadId = thread, AccountId = account }, [nameof(FollowerRow.IsBlacklisted)]));
        Assert.True((await followers.UnblockAsync(admin, account, line.ThreadId, Cancel)).Made);
        await Eventually.Async(() => Task.FromResult(scene.WeChat.Users.Blocked(appId).Count == 0), "WeChat's black list is empty");
        await follower.SayAsync("谢谢，想问利率");
        await scene.Agents[0].ConversationAsync(follower.OpenId, "Active");
    }

    [Fact]
    public async Task All_followers_are_imported_with_what_wechat_knows_of_them()
    {
        await using var scene = await journeys.SceneAsync(capacities: []);
        var (account, admin, appId) = (AccountOf(scene), await AdminAsync(scene), ImccHost.AppId + scene.Index);
        var openIds = Enumerable.Range(0, 250).Select(i => $"oImport{scene.Index:00}_{i:000}").ToList();
        foreach (var openId in openIds)
            scene.WeChat.Users.Add(appId, openId);
        scene.WeChat.Users.Remark(appId, openIds[7], "七号客户");
        scene.WeChat.Users.Came(appId, openIds[7], "1203");
        // The second hundred fails once; the work goes on where it was.
        scene.Inject(new StandInFault("/user/info/batchget", Code: -1));
        var followers = scene.Host.Services.GetRequiredService<FollowerAdministration>();

        var job = await EndedAsync(scene, followers, admin, account, FollowerJobKind.Import);

        Assert.Equal((250, 250, 250), (job.Handled, job.Total, job.Changed));
        var board = (await followers.OpenAsync(admin, account, Cancel))!;
        Assert.Equal((250, 250), (board.Following, board.Known));
        var contact = await ContactAsync(scene, account, openIds[7]);
        Assert.Equal(("七号客户", "1203"), (contact.DisplayName, contact.SourceScene));
        // Once more nobody is new.
        Assert.Equal((250, 0), (await EndedAsync(scene, followers, admin, account, FollowerJobKind.Import)) is var again ? (again.Handled, again.Changed) : default);
    }

    [Fact]
    public async Task Whoever_takes_an_import_up_after_a_crash_goes_on_where_it_was()
    {
        await using var scene = await journeys.SceneAsync(capacities: []);
        var (account, appId) = (AccountOf(scene), ImccHost.AppId + scene.Index);
        var openIds = Enumerable.Range(0, 120).Select(i => $"oCrash{scene.Index:00}_{i:000}").ToList();
        foreach (var openId in openIds)
            scene.WeChat.Users.Add(appId, openId);
        var now = scene.Host.Time.GetUtcNow();
        // As a process leaves it that died after the first hundred: taken, and the lease over.
        var job = new FollowerJobRow
        {
            Id = Guid.CreateVersion7(now), AccountId = account, Kind = FollowerJobKind.Import, State = FollowerJobState.Running, Cursor = openIds[99], Handled = 100, Total = 120,
            CreatedAt = now.AddMinutes(-9), NotBefore = now.AddMinutes(-9), LeasedUntil = now.AddMinutes(-1),
        };
        using (var services = scene.Host.Services.CreateScope())
        {
            await using var context = services.ServiceProvider.GetRequiredService<DirectoryContext>();
            context.FollowerJobs.Add(job);
            await context.SaveChangesAsync(Cancel);
        }

        var followers = scene.Host.Services.GetRequiredService<FollowerAdministration>();
        var admin = await AdminAsync(scene);
        await Eventually.Async(async () => (await followers.OpenAsync(admin, account, Cancel))!.Jobs.Any(j => j.Id == job.Id && j.State == FollowerJobState.Done && j.Handled == 120), "it is done");
        Assert.Equal(20, (await followers.OpenAsync(admin, account, Cancel))!.Known);
    }

    [Fact]
    public async Task An_account_that_changes_its_open_platform_keeps_its_persons_together_and_the_old_ids_as_history()
    {
        await using var here = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await using var there = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await here.Agents[0].BeAsync("Available");
        await there.Agents[0].BeAsync("Available");
        var (one, two, stranger) = (here.Follower("mova"), there.Follower("movb"), here.Follower("movc"));
        var (old, fresh) = ($"o6_old{here.Index}", $"o6_new{here.Index}");
        here.WeChat.Bind(ImccHost.AppId + here.Index, one.OpenId, old);
        there.WeChat.Bind(ImccHost.AppId + there.Index, two.OpenId, old);
        here.WeChat.Bind(ImccHost.AppId + here.Index, stranger.OpenId, old + "x");
        foreach (var follower in (Follower[])[one, two, stranger])
            await follower.SayAsync("你好");
        await here.Agents[0].ConversationAsync(one.OpenId, "Active");
        var (me, mine) = (here.AgentId(0), await here.ConversationIdAsync(one));
        var customers = here.Host.Services.GetRequiredService<ICustomers>();
        await Eventually.Async(async () => (await customers.ReadAsync(me, mine, Cancel))?.Identities.Count == 2, "the two identities are one person");

        here.WeChat.Bind(ImccHost.AppId + here.Index, one.OpenId, fresh);
        here.WeChat.Bind(ImccHost.AppId + here.Index, stranger.OpenId, fresh + "x");
        var followers = here.Host.Services.GetRequiredService<FollowerAdministration>();
        await EndedAsync(here, followers, await AdminAsync(here), AccountOf(here), FollowerJobKind.RereadUnions);

        var profile = (await customers.ReadAsync(me, mine, Cancel))!;
        Assert.Equal([fresh, old], profile.Identities.OrderBy(i => i.ExternalId != one.OpenId).Select(i => i.UnionId));
        Assert.Equal(PersonKey.For(fresh), profile.PersonId);
        Assert.Equal(PersonKey.For(fresh + "x"), (await ContactAsync(here, AccountOf(here), stranger.OpenId)).PersonId);
        var thread = ThreadKey.For(AccountOf(here), one.OpenId);
        await using (var context = here.Host.Services.GetRequiredService<ConversationStores>().For(thread).Read())
        {
            var change = await context.UnionChanges.SingleAsync(c => c.ThreadId == thread, Cancel);
            Assert.Equal((old, fresh), (change.OldUnionId, change.NewUnionId));
        }

        // Somebody of the old platform who comes now is the same person, too.
        await using var third = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        var late = third.Follower("movd");
        third.WeChat.Bind(ImccHost.AppId + third.Index, late.OpenId, old);
        await late.SayAsync("我也是");
        await Eventually.Async(async () => (await customers.ReadAsync(me, mine, Cancel))?.Identities.Count == 3, "who comes late joins");
    }

    [Fact]
    public async Task Whose_account_is_gone_of_them_nothing_personal_stays()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var follower = scene.Follower("gone");
        scene.WeChat.Bind(ImccHost.AppId + scene.Index, follower.OpenId, $"o6_gone{scene.Index}");
        await follower.SayAsync("你好");
        await scene.Agents[0].ConversationAsync(follower.OpenId, "Active");
        var (me, conversation) = (scene.AgentId(0), await scene.ConversationIdAsync(follower));
        var customers = scene.Host.Services.GetRequiredService<ICustomers>();
        Assert.Equal("Done", await scene.Agents[0].DoAsync("SaveCustomer", conversation, "王女士", 2, "爱喝茶"));
        Assert.Equal(CommandOutcome.Done, await customers.AddNoteAsync(me, conversation, Guid.CreateVersion7(scene.Host.Time.GetUtcNow()), "住在福田", Cancel));
        await Eventually.Async(async () => (await customers.ReadAsync(me, conversation, Cancel))!.Identities[0].UnionId.Length > 0, "the UnionID is known");

        await follower.PostAsync($"<MsgType>event</MsgType><Event>user_authorization_cancellation</Event><OpenID>{follower.OpenId}</OpenID><AppID>wx1</AppID>");

        await Eventually.Async(async () => (await customers.ReadAsync(me, conversation, Cancel)) is { Notes.Count: 0 } read && read.Identities[0] is { UnionId: "", Name: var name } && name.StartsWith("微信用户", StringComparison.Ordinal), "nothing personal is left");
    }

    [Fact]
    public async Task A_film_comes_with_its_first_picture_and_a_voice_as_it_was_recorded()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var follower = scene.Follower("film");
        byte[] mp4 = [0, 0, 0, 0x18, .. "ftypmp42"u8, 0, 0, 0, 0, .. "mp42isom"u8, 0, 0, 0, 8, .. "mdat"u8];
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE];
        var film = scene.WeChat.Keep(mp4, "video/mp4", "a.mp4", "video");
        var thumb = scene.WeChat.Keep(png, "image/png", "t.png", "thumb");
        var voice = scene.WeChat.Keep([.. "#!AMR\n"u8, 0x3C, .. new byte[31]], "audio/amr", "v.amr", "voice");
        await follower.PostAsync($"<MsgType>video</MsgType><MediaId>{film.Id}</MediaId><ThumbMediaId>{thumb.Id}</ThumbMediaId><MsgId>{Follower.NextId()}</MsgId>");
        await follower.PostAsync($"<MsgType>voice</MsgType><MediaId>{voice.Id}</MediaId><Format>amr</Format><MediaId16K>x</MediaId16K><MsgId>{Follower.NextId()}</MsgId>");
        var thread = ThreadKey.For(AccountOf(scene), follower.OpenId);
        await Eventually.Async(
            async () =>
            {
                await using var context = scene.Host.Services.GetRequiredService<ConversationStores>().For(thread).Read();
                var said = (await context.Messages.Where(m => m.ThreadId == thread).OrderBy(m => m.Seq).ToListAsync(Cancel)).Select(m => MessageRow.ReadContent(m.Content)).ToList();
                return said.OfType<VideoContent>().Any(v => v is { Media.FileId: not null, ThumbnailFileId: not null })
                    && said.OfType<VoiceContent>().Any(v => v is { Media: { FileId: not null, ContentType: "audio/amr" }, Extra: not null });
            },
            "both are our own");
    }

    /// <summary>In the response, or by the interface where the machine was too slow for that.</summary>
    private static Task HearsAsync(Scene scene, Follower follower, string? answer, string words) => Eventually.Async(
        () => Task.FromResult((answer ?? string.Join('\n', scene.Phone(follower))).StartsWith(words, StringComparison.Ordinal)), $"“{words}” is read");

    private static Guid AccountOf(Scene scene) => scene.Host.Services.GetRequiredService<DirectoryCache>().Current.AccountsByKey[scene.Account].Id;

    private static async Task<Guid> AdminAsync(Scene scene)
    {
        using var services = scene.Host.Services.CreateScope();
        await using var context = services.ServiceProvider.GetRequiredService<DirectoryContext>();
        return await context.Users.Where(u => u.UserName == "admin").Select(u => u.Id).SingleAsync(Cancel);
    }

    private static async Task<Contact> ContactAsync(Scene scene, Guid account, string openId)
    {
        var thread = ThreadKey.For(account, openId);
        await using var context = scene.Host.Services.GetRequiredService<ConversationStores>().For(thread).Read();
        return (await context.Threads.Where(t => t.Id == thread).Join(context.Contacts, t => t.ContactId, c => c.Id, (t, c) => c).SingleAsync(Cancel)).ToContact();
    }

    private static async Task<FollowerJobLine> EndedAsync(Scene scene, FollowerAdministration followers, Guid admin, Guid account, FollowerJobKind kind)
    {
        var started = await followers.StartAsync(admin, account, kind, Cancel);
        Assert.True(started.Made, string.Join(", ", started.Problems));
        var ended = await Eventually.Async(
            async () => (await followers.OpenAsync(admin, account, Cancel))!.Jobs.FirstOrDefault(j => j.Id == started.Id && j.State != FollowerJobState.Running), $"{kind} has ended");
        Assert.Equal((FollowerJobState.Done, ""), (ended.State, ended.Error));
        return ended;
    }
}

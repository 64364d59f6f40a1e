using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Past;

/// <summary>
/// Some weeks of a bank's contact centre before the first start, so that reports, quality, satisfaction, misses and customers' cards of the demo show what they are for. Laid once, before
/// anything counts or follows what is on record; the same for the same first day. Nothing of it goes out.
/// </summary>
internal sealed partial class DemoPast(
    IOptions<DemoOptions> options, ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, Func<Directory> directory, StoredJson json, TimeProvider time, ILogger<DemoPast> logger) : IHostedLifecycleService
{
    private const int Seed = 2026;
    private const int WrittenTogether = 64;

    /// <summary>Minutes after midnight: nobody is there earlier, and nobody new is served later.</summary>
    private const int Opens = (8 * 60) + 35;
    private const int Closes = (21 * 60) + 30;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private static readonly (string Comment, int Score)[] Comments =
    [
        ("回复很快，问题解决了", 5), ("客服很耐心，讲得清楚", 5), ("态度好，专业", 5), ("点赞", 5), ("比打电话方便多了", 5), ("还可以，就是等了一会儿", 4), ("解决了，希望流程再简单点", 4), ("一般，等得有点久", 3),
        ("没有直接回答我的问题", 3), ("转来转去，同一个问题说了两遍", 2), ("回复太慢", 2), ("问题没解决，还要跑网点", 2), ("答非所问，不满意", 1), ("说了等通知，一直没人联系我", 1),
    ];

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(DemoShifts.Zone);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { Enabled: true, PastDays: > 0 and var days } || await IsLaidAsync(cancellationToken))
            return;
        var known = directory();
        string[] names = [DemoSeed.PersonalBanking, DemoSeed.CreditCards];
        // Somebody has made the demo their own.
        if (!known.AccountsByKey.ContainsKey(DemoSeed.WeChatKey) || !known.AccountsByKey.ContainsKey(DemoSeed.WebChatKey) || names.Any(n => known.Groups.Values.All(g => g.Name != n)))
            return;
        var begun = time.GetTimestamp();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), _zone).DateTime);
        var roster = new DemoRoster(known, _zone, Seed);
        var visits = await VisitsAsync(known, roster, today.AddDays(-days), today, cancellationToken);
        foreach (var some in visits.Select(v => (Store: stores.For(v.Now.ThreadId), Unit: v.ToUnit())).ToList().Chunk(WrittenTogether))
            await Task.WhenAll(some.Select(s => s.Store.Writer.CommitAsync(s.Unit)));
        await DemoScores.LayAsync(stores, contexts, json, known, visits, time.GetUtcNow(), cancellationToken);
        // Last of all: whoever finds the presence finds everything.
        var presence = new WriteUnit();
        foreach (var row in roster.Presence(today.AddDays(-days), today))
            presence.Insert(row);
        await stores.Home.Writer.CommitAsync(presence);
        LogLaid(visits.Count, days, (long)time.GetElapsedTime(begun).TotalMilliseconds);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What was counted already would not be counted anew: a past comes before everything, or not at all.</summary>
    private async Task<bool> IsLaidAsync(CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        return await context.ReportBookmarks.AnyAsync(cancellationToken) || await context.AgentEvents.AnyAsync(cancellationToken);
    }

    private async Task<List<DemoVisit>> VisitsAsync(Directory known, DemoRoster roster, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        var talks = DemoTalk.Read();
        var articles = await ArticlesAsync(cancellationToken);
        var customers = Customers(known, random, from);
        var visits = new List<DemoVisit>();
        for (var day = from; day < to; day = day.AddDays(1))
        {
            var count = day.DayOfWeek switch { DayOfWeek.Sunday => 18, DayOfWeek.Saturday => 24, DayOfWeek.Monday => 50, _ => 41 } + random.Next(-5, 6);
            foreach (var at in Enumerable.Range(0, count).Select(_ => Arrival(random)).Order().Select(minute => roster.At(day, minute + random.NextDouble())).ToList())
            {
                var customer = customers[random.Next(customers.Count)];
                // Whoever is just being served does not come again.
                if (customer.BusyUntil > at)
                    continue;
                var visit = new DemoVisit(customer, at, random);
                Serve(visit, customer, new(known, roster, talks, articles, random), TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime));
                customer.BusyUntil = visit.At.AddMinutes(5);
                visits.Add(visit);
            }
        }

        return visits;
    }

    private static void Serve(DemoVisit visit, DemoCustomer customer, Around around, TimeOnly clock)
    {
        var random = around.Random;
        var talk = around.Talks[random.Next(around.Talks.Count)];
        var group = around.GroupOf(customer, talk);
        var isOpen = clock.Hour * 60 + clock.Minute is >= Opens and < Closes && around.Roster.Free(visit.At, group.Id, null) is not null;
        var helpsItself = random.Next(100) < 34 || !isOpen;
        if (helpsItself)
        {
            HelpItself(visit, around);
            // Some want a person all the same.
            if (!isOpen || random.Next(100) >= 18)
            {
                visit.FallSilent();
                return;
            }

            visit.Wait(random.Next(15, 60));
            visit.Hear("人工");
        }

        var says = talk.Lines[0].Say(random);
        // Some say what they want, others only that they want a person.
        var isSaid = !helpsItself && (talk.IsMiss || random.Next(100) < 40);
        if (isSaid)
            visit.Hear(says, talk.IsMiss ? (AnswerStep.None, null) : null);
        else if (!helpsItself)
            visit.Hear("人工");
        visit.Enqueue(group.Id);
        visit.SayAutomatically(new TextContent(customer.Account.Texts.Queued.Replace("{ahead}", "0", StringComparison.Ordinal).Replace("{wait}", "1", StringComparison.Ordinal)));
        var isPeak = clock.Hour is 10 or 11 or 14 or 15;
        visit.Wait(random.Next(100) < (isPeak ? 22 : 5) ? random.Next(12, 110) : 1 + (random.NextDouble() * 3));
        if (random.Next(100) < (isPeak ? 7 : 2))
        {
            visit.Wait(random.Next(20, 200));
            visit.Abandon();
            return;
        }

        if (!TakeUp(visit, around, group, null))
            return;
        Talk(visit, around, talk, isSaid ? 1 : 0, group);
    }

    private static void HelpItself(DemoVisit visit, Around around)
    {
        for (var times = around.Random.Next(100) < 30 ? 2 : 1; times > 0; times--)
        {
            var (id, article) = around.Articles[around.Random.Next(around.Articles.Count)];
            visit.Hear(around.Random.Next(3) == 0 || article.Similar.IsEmpty ? article.Title : article.Similar[around.Random.Next(article.Similar.Length)], (AnswerStep.Article, id));
            visit.Wait(0.1);
            visit.SayAutomatically(new TextContent(article.Answer));
            visit.Wait(around.Random.Next(20, 120));
        }

        if (around.Random.Next(3) == 0)
            visit.Hear("好的，谢谢");
    }

    /// <returns>False: nobody came, and the customer left.</returns>
    private static bool TakeUp(DemoVisit visit, Around around, SkillGroup group, Guid? except)
    {
        var random = around.Random;
        if (random.Next(100) < 4 && around.Roster.Free(visit.At, group.Id, except) is { } deaf)
        {
            visit.Offer(deaf);
            visit.Wait(group.Ring.TotalSeconds);
            visit.Miss();
            except = deaf;
        }

        Guid? free;
        while ((free = around.Roster.Free(visit.At, group.Id, except)) is null)
        {
            visit.Wait(15);
            if (visit.At - visit.Now.JoinedLineAt < Patience)
                continue;
            visit.Abandon();
            return false;
        }

        visit.Offer(free.Value);
        visit.Wait(group.AutoAccept ? 0.3 : random.Next(3, 16));
        visit.Accept();
        return true;
    }

    private static void Talk(DemoVisit visit, Around around, DemoTalk talk, int from, SkillGroup group)
    {
        var (random, texts) = (around.Random, around.Known.Accounts[visit.Now.AccountId].Texts);
        if (texts.Greeting.Length > 0)
            visit.SayAutomatically(new TextContent(texts.Greeting.Replace("{agent}", around.Known.Agents[visit.Now.AgentId!.Value].DisplayName, StringComparison.Ordinal)));
        var moves = random.Next(100) < 6;
        for (var i = from; i < talk.Lines.Length; i++)
        {
            var line = talk.Lines[i];
            if (line.IsCustomers)
            {
                visit.Wait(random.Next(15, 130));
                visit.Hear(line.Say(random));
                continue;
            }

            visit.Wait(around.Roster.Pace(visit.Now.AgentId!.Value) * (9 + (random.NextDouble() * random.NextDouble() * 170)));
            if (moves && i > 2)
            {
                visit.Say("这个问题由专员为您处理更快，我现在为您转接，请稍等。");
                moves = false;
                var first = visit.Now.AgentId;
                around.Roster.Serve(first!.Value, visit.Now.AcceptedAt!.Value, visit.At);
                group = around.Other(group);
                visit.Transfer(group.Id, "需要专员处理");
                visit.Wait(random.Next(2, 40));
                if (!TakeUp(visit, around, group, first))
                    return;
                visit.Wait(random.Next(8, 30));
            }

            visit.Say(line.Say(random));
        }

        visit.Wait(random.Next(10, 90));
        visit.End();
        if (texts.Farewell.Length > 0)
            visit.SayAutomatically(new TextContent(texts.Farewell));
        Judge(visit, around, talk, group);
        visit.Wait(random.Next(8, 55));
        if (random.Next(100) < 93 && around.ReasonOf(talk, group) is { } reason)
            visit.Classify(reason);
        visit.Finish();
        around.Roster.Serve(visit.Now.AgentId!.Value, visit.Now.AcceptedAt!.Value, visit.At);
    }

    private static void Judge(DemoVisit visit, Around around, DemoTalk talk, SkillGroup group)
    {
        var (random, rules) = (around.Random, group.Survey);
        if (rules.Mode == SurveyMode.Never || (rules.Mode == SurveyMode.AgentsChoice && random.Next(100) < 35))
            return;
        int? score = null;
        if (random.Next(100) < 46)
        {
            // Who was kept waiting, or came in anger, is harder to please.
            var mood = random.Next(100) - (talk.IsComplaint ? 45 : 0) - (visit.Now.AcceptedAt - visit.Now.JoinedLineAt > TimeSpan.FromMinutes(2) ? 20 : 0) + (around.Known.Agents[visit.Now.AgentId!.Value].Skills.Select(s => s.Level).DefaultIfEmpty(5).Max() * 2);
            score = mood switch { > 40 => 5, > 18 => 4, > 5 => 3, > -8 => 2, _ => 1 };
            if (rules.Scale == SurveyScale.Steps)
                score = (score + 1) / 2;
        }

        var isLow = score is { } given && given <= rules.LowLimit;
        var comments = Comments.Where(c => c.Score == score).ToList();
        visit.Ask(rules, score, isLow ? [rules.Tags[random.Next(rules.Tags.Count)]] : [], comments.Count > 0 && random.Next(100) < (isLow ? 70 : 25) ? comments[random.Next(comments.Count)].Comment : "");
    }

    // Two humps, before noon and in the afternoon; a few in the night.
    private static int Arrival(Random random) => random.Next(100) switch
    {
        < 6 => random.Next(0, 8 * 60),
        < 45 => Hump(random, 10 * 60 + 20, 80),
        < 84 => Hump(random, 15 * 60, 95),
        _ => random.Next(17 * 60, 23 * 60),
    };

    private static int Hump(Random random, int middle, int width) => middle + (int)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * width);

    private static List<DemoCustomer> Customers(Directory known, Random random, DateOnly since)
    {
        var (weChat, web) = (known.AccountsByKey[DemoSeed.WeChatKey], known.AccountsByKey[DemoSeed.WebChatKey]);
        return [.. DemoNames.Make(random).Select((name, i) =>
        {
            var account = i % 5 < 3 ? weChat : web;
            var tier = random.Next(100) switch { < 4 => 2, < 12 => 1, _ => 0 };
            var at = new DateTimeOffset(since.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(-random.Next(20, 200_000));
            return new DemoCustomer(account, $"{(account == weChat ? "oDemo" : "visitor-past-")}{i:0000}", new Contact { Id = DemoVisit.IdAt(at, random), OrgUnitId = account.OrgUnitId, DisplayName = name, VipTier = tier, CreatedAt = at });
        })];
    }

    private async Task<IReadOnlyList<(Guid Id, DemoArticle Article)>> ArticlesAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var ids = await context.Articles.AsNoTracking().Where(a => a.Code != null).Select(a => new { a.Id, a.Code }).ToDictionaryAsync(a => a.Code!, a => a.Id, cancellationToken);
        return [.. DemoArticles.Read().Where(a => !a.IsForAgents && ids.ContainsKey(a.Code)).Select(a => (ids[a.Code], a))];
    }

    [LoggerMessage(LogLevel.Information, "The demo's past is laid: {Conversations} conversations of {Days} days, in {Milliseconds} ms")]
    private partial void LogLaid(int conversations, int days, long milliseconds);

    private sealed record Around(Directory Known, DemoRoster Roster, IReadOnlyList<DemoTalk> Talks, IReadOnlyList<(Guid Id, DemoArticle Article)> Articles, Random Random)
    {
        public SkillGroup GroupOf(DemoCustomer customer, DemoTalk talk) => customer.Contact.VipTier >= 2 && Named("贵宾服务") is { } guests ? guests : Named(talk.IsAboutCards || customer.Account.Kind == ChannelKind.WebChat ? DemoSeed.CreditCards : DemoSeed.PersonalBanking)!;

        public SkillGroup Other(SkillGroup group) => Named(group.Name == DemoSeed.CreditCards ? DemoSeed.PersonalBanking : DemoSeed.CreditCards)!;

        public Core.Reasons.ContactReason? ReasonOf(DemoTalk talk, SkillGroup group)
        {
            var tree = Known.Reasons;
            return tree.All.Where(n => string.Join('/', tree.PathOf(n.Id).Select(p => p.Name)) == talk.Reason).Select(n => tree.Choose(n.Id, isMain: true, group.Reasons.Roots)).FirstOrDefault(r => r is not null);
        }

        private SkillGroup? Named(string name) => Known.Groups.Values.FirstOrDefault(g => g.Name == name);
    }
}

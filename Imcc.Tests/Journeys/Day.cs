using System.Globalization;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Jobs;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>A contact centre for one day: the real host on real SQLite, two groups, their agents at hub desks; the clock jumps from one event of the script to the next.</summary>
internal sealed class Day : IAsyncDisposable
{
    public const int Capacity = 1;
    private static readonly string[] Groups = ["日班一组", "日班二组"];

    private readonly Dictionary<int, Follower> _customers = [];
    private readonly HashSet<int> _moved = [];
    private readonly List<HubAgent> _desks = [];
    private readonly string[] _names;
    private ImccHost _host;
    private TimeSpan _passed;

    private Day(ImccHost host, string[] names) => (_host, _names) = (host, names);

    public DateTimeOffset Began { get; private set; }

    public DateTimeOffset PowerFailedAt { get; private set; }

    public DateTimeOffset Ended { get; private set; }

    public IReadOnlyList<Guid> AgentIds { get; private set; } = [];

    public ConversationStore Store => _host.Services.GetRequiredService<ConversationStores>().Home;

    private IHandovers Handovers => _host.Services.GetRequiredService<IHandovers>();

    private Core.Organisation.Directory Known => _host.Services.GetRequiredService<DirectoryCache>().Current;

    public static async Task<Day> BeginAsync(string[] agents)
    {
        var host = await Task.Run(() => new ImccHost(Settings));
        await host.ReadyAsync();
        var day = new Day(host, agents) { Began = host.Time.GetUtcNow() };
        await day.HireAsync();
        await day.SitDownAsync();
        foreach (var desk in day._desks)
            Assert.Equal("Done", await desk.BeAsync("Available"));
        return day;
    }

    /// <summary>In steps of at most half a minute, each with its deadlines: what falls due on the way happens on the way.</summary>
    public async Task PassToAsync(TimeSpan at)
    {
        while (_passed < at)
        {
            var step = at - _passed < TimeSpan.FromSeconds(30) ? at - _passed : TimeSpan.FromSeconds(30);
            _host.Time.Pass(step);
            _passed += step;
            await WorkAsync();
            await ActivatorUtilities.CreateInstance<DeadlineJob>(_host.Services).Execute(null!, CancellationToken.None);
        }
    }

    /// <summary>What the agents do with what they have: an answer after 20 s, every tenth customer to the other group after a minute, the end when it is time.</summary>
    private async Task WorkAsync()
    {
        var now = _host.Time.GetUtcNow();
        await using var context = Store.Read();
        var rows = await (from c in context.Conversations
                          where c.State == ConversationState.Active
                          join t in context.Threads on c.ThreadId equals t.Id
                          select new { Row = c, t.ExternalId }).ToListAsync();
        foreach (var (row, who) in rows.Select(r => (r.Row, int.Parse(r.ExternalId[^4..], CultureInfo.InvariantCulture))))
        {
            var served = now - row.AcceptedAt!.Value;
            var desk = _desks[AgentIds.ToList().IndexOf(row.AgentId!.Value)];
            if (row.LastAgentMessageAt is not { } said || said < row.AcceptedAt)
            {
                if (served > TimeSpan.FromSeconds(20))
                    Assert.Equal("Done", await desk.DoAsync("Reply", row.Id, Guid.CreateVersion7(now), "您好，我来帮您"));
            }
            else if (who % 10 == 3 && served > TimeSpan.FromMinutes(1) && _moved.Add(who))
            {
                var other = Known.Groups.Values.Single(g => Groups.Contains(g.Name) && g.Id != row.GroupId);
                Assert.Equal(CommandOutcome.Done, await Handovers.TransferToGroupAsync(row.AgentId!.Value, row.Id, other.Id, "转另一组", ""));
            }
            else if (served > Needs(who))
            {
                Assert.Equal("Done", await desk.DoAsync("End", row.Id));
            }
        }
    }

    /// <summary>5 to 27 minutes.</summary>
    private static TimeSpan Needs(int who) => TimeSpan.FromSeconds(300 + who * 397 % 1320);

    public async Task ComesAsync(int who, int group, int tier)
    {
        var customer = _customers[who] = new Follower(_host.Url, "day-" + group, group, $"oDay_{who:0000}");
        if (tier > 0)
        {
            await customer.EventAsync("subscribe");
            using var client = _host.Client();
            using var made = await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(
                client, new Uri($"/api/v1/accounts/day-{group}/contacts/{customer.OpenId}", UriKind.Relative), new { vipTier = tier });
            Assert.True(made.IsSuccessStatusCode);
        }

        Assert.Equal(200, (await customer.SayAsync("您好，我要咨询")).Status);
    }

    public async Task GivesUpAsync(int who)
    {
        if ((await RowAsync(who))?.State is ConversationState.Queued)
            await _customers[who].EventAsync("unsubscribe");
    }

    public async Task BeAsync(int agent, string presence) => Assert.Equal("Done", await _desks[agent].BeAsync(presence));

    /// <summary>The process is gone in the middle of things: nothing more is written, nobody is told. Another starts on the same databases.</summary>
    public async Task PowerFailsAsync()
    {
        PowerFailedAt = _host.Time.GetUtcNow();
        await _host.Services.GetRequiredService<ConversationStores>().DisposeAsync();
        foreach (var desk in _desks)
            await desk.DisposeAsync();
        _desks.Clear();
        var (dead, folder) = (_host, _host.Folder);
        await Task.Run(async () => await dead.DisposeAsync());
        _host = await Task.Run(() => new ImccHost(Settings, folder, dead.Time));
        await _host.ReadyAsync();
        foreach (var (who, customer) in _customers.ToList())
        {
            _customers[who] = customer.At(_host.Url);
            customer.Dispose();
        }

        await SitDownAsync();
    }

    /// <summary>The last ones are served, everybody goes home.</summary>
    public async Task EveningAsync()
    {
        await PassToAsync(_passed + TimeSpan.FromMinutes(90));
        await Eventually.Async(async () =>
        {
            await using var context = Store.Read();
            return !await context.Conversations.AnyAsync(c => c.State == ConversationState.WrapUp);
        }, "the wrap-ups are over");
        foreach (var desk in _desks)
            await desk.BeAsync("Offline");
        Ended = _host.Time.GetUtcNow();
    }

    public async Task<IReadOnlyList<ConversationEvent>> EventsAsync()
    {
        await using var context = Store.Read();
        // Of one revision in the order of writing.
        return [.. (await context.Events.OrderBy(e => e.ConversationId).ThenBy(e => e.Revision).ToListAsync()).Select(e => e.ToEvent())];
    }

    public async Task<IReadOnlyList<PresenceChange>> ChangesAsync(Guid agentId)
    {
        await using var context = Store.Read();
        return [.. (await context.AgentEvents.Where(e => e.AgentId == agentId).OrderBy(e => e.Revision).ToListAsync()).Select(e => e.ToChange())];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks)
            await desk.DisposeAsync();
        foreach (var customer in _customers.Values)
            customer.Dispose();
        var folder = _host.Folder;
        await Task.Run(async () => await _host.DisposeAsync());
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static IReadOnlyDictionary<string, string?> Settings => ImccHost.Account(0, "day-0", Groups[0]).Concat(ImccHost.Account(1, "day-1", Groups[1])).ToDictionary();

    /// <summary>Five serve the first group, three the second, and one of each both.</summary>
    private async Task HireAsync()
    {
        using var scope = _host.Services.CreateScope();
        await using var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        var admin = await context.Users.Where(u => u.UserName == "admin").Select(u => u.Id).SingleAsync();
        var groups = _host.Services.GetRequiredService<GroupAdministration>();
        foreach (var name in Groups)
        {
            var group = (await groups.ListAsync(admin)).Single(g => g.Name == name);
            group.AutoAccept = true;
            Assert.True((await groups.SaveAsync(admin, group)).Made);
        }

        var people = _host.Services.GetRequiredService<AgentAdministration>();
        var ids = Groups.Select(name => Known.Groups.Values.Single(g => g.Name == name)).ToArray();
        for (var i = 0; i < _names.Length; i++)
        {
            var home = i < 5 ? 0 : 1;
            var draft = new AgentDraft
            {
                UserName = "day" + i,
                DisplayName = _names[i],
                OrgUnitId = ids[home].OrgUnitId,
                Roles = [Role.Agent],
                Capacity = Capacity,
                Skills = i is 4 or 7 ? [.. ids.Select(g => new SkillDraft { GroupId = g.Id })] : [new SkillDraft { GroupId = ids[home].Id }],
                InitialPassword = Scene.Password,
            };
            var made = await people.SaveAsync(admin, draft);
            Assert.True(made.Made, string.Join(", ", made.Problems));
        }

        AgentIds = [.. _names.Select((_, i) => Known.Agents.Values.Single(a => a.UserName == "day" + i).Id)];
    }

    private async Task SitDownAsync()
    {
        for (var i = 0; i < _names.Length; i++)
            _desks.Add(await HubAgent.SignInAsync(_host.Url, "day" + i));
    }

    private async Task<Infrastructure.Conversations.ConversationRow?> RowAsync(int who)
    {
        await using var context = Store.Read();
        var name = _customers[who].OpenId;
        return await (from thread in context.Threads
                      where thread.ExternalId == name
                      join c in context.Conversations on thread.Id equals c.ThreadId
                      orderby c.OpenedAt descending
                      select c).FirstOrDefaultAsync();
    }
}

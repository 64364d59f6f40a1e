using System.Globalization;
using System.Security.Claims;
using Bunit;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Live;
using Imcc.Tests.Desk;
using Imcc.Web.Components;
using Imcc.Web.Components.Floor;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Imcc.Tests.Desk.FakeWorkplace;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Floor;

/// <summary>A floor on a test's table: the real page over a <see cref="FakeSupervision"/>, seen by a lead.</summary>
public abstract class FloorBench : BunitContext
{
    protected FloorBench()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddScreenParts();
        Services.AddSingleton<ISupervision>(Supervision);
        Services.AddSingleton<IMyDay>(MyDay);
        Services.AddSingleton<ISteering>(Steering);
        Services.AddSingleton(Feed);
        Services.AddSingleton<Func<Directory>>(() => new Directory(1, [], [], [Person(IsLead)]));
        var me = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, Me.ToString()), new Claim(ClaimTypes.Role, "lead")], "test"));
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(me))));
    }

    internal FakeSupervision Supervision { get; } = new();

    internal FakeMyDay MyDay { get; } = new();

    internal FakeSteering Steering { get; } = new();

    internal FakeTimeProvider Clock { get; } = new(Start);

    internal LiveFeed Feed { get; } = new(NullLogger<LiveFeed>.Instance);

    internal bool IsLead { get; set; } = true;

    internal static FloorAgent Agent(int number, string name, Presence presence = Presence.Available, Connection connection = Connection.Live, bool over = false) => new(
        Id(number), name, new AgentStatus { AgentId = Id(number), Presence = presence, Connection = connection, PresenceSince = Start, ConnectionSince = Start }, "", over, 2, 5, ["信用卡"]);

    internal static FloorView View(params FloorAgent[] agents) =>
        new(agents, [new FloorLine(Id(51), "信用卡", 1, Start, 2, 1, true), new FloorLine(Id(52), "贵宾服务", 0, null, 0, 0, false)], [Waiting(10, "陈思远")], []);

    internal static DeskConversation Waiting(int number, string name) =>
        new FakeWorkplace().Has(number, ConversationState.Queued, name) with { AgentId = null, EnqueuedAt = Start, GroupName = "信用卡" };

    internal IRenderedComponent<FloorPage> Open() => Render<FloorPage>();

    private static Agent Person(bool isLead) => new() { Id = Me, UserName = "lead1", DisplayName = "周敏", OrgUnitId = Id(9), IsLead = isLead };
}

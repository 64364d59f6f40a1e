using System.Globalization;
using System.Security.Claims;
using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Web.Components;
using Imcc.Web.Components.Deliveries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace Imcc.Tests.Delivery;

/// <summary>The screen of what failed and what stands still, over two sources that the test plays.</summary>
public sealed class DeliveriesPageTests : BunitContext
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Account = new("01900000-0000-7000-8000-0000000000a1");

    private readonly PlayedLetters _conversations = new(DeadLetterSource.Conversation, Letter(1, "账单明天到期", RefusalKind.WindowClosed), Letter(3, "您好", RefusalKind.Unreachable));
    private readonly PlayedLetters _notices = new(DeadLetterSource.Notice, Letter(2, "还款提醒", RefusalKind.QuotaSpent) with { Source = DeadLetterSource.Notice, IsEditable = false });
    private readonly PlayedStops _stops = new();

    public DeliveriesPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        var time = new FakeTimeProvider(Nine);
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(new ScreenClock(time, Options.Create(new ScreenOptions())));
        Services.AddSingleton<IDeadLetters>(_conversations);
        Services.AddSingleton<IDeadLetters>(_notices);
        Services.AddSingleton<IStoppedApis>(_stops);
    }

    [Fact]
    public void Both_sources_stand_in_one_list_the_latest_first_with_their_counts()
    {
        var page = Open();
        Assert.Equal(["账单明天到期", "还款提醒", "您好"], page.FindAll("td.what").Select(e => e.TextContent));
        Assert.Equal("3", page.Find("[data-total]").TextContent);
        page.Find("[data-kind=Unreachable]").Click();
        Assert.Equal(RefusalKind.Unreachable, _conversations.Asked!.Kind);
    }

    [Fact]
    public void What_people_wrote_is_told_apart_from_what_the_service_said_by_itself()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/deliveries?source=Person");
        var page = Open();
        Assert.True(_conversations.Asked!.IsByPerson);
        Assert.Null(_notices.Asked);
        page.Find("[data-source]").Change("Service");
        Assert.False(_conversations.Asked!.IsByPerson);
        page.Find("[data-source]").Change("Conversation");
        Assert.Null(_conversations.Asked!.IsByPerson);
    }

    [Fact]
    public void A_text_is_changed_and_sent_again_and_what_cannot_be_changed_only_sent()
    {
        var page = Open();
        page.FindAll("tr[data-letter]")[0].Click();
        page.Find("textarea[data-text]").Input("账单后天到期");
        page.Find("[data-resend]").Click();
        Assert.Equal("resend 1 账单后天到期", _conversations.Acts.Single());
        page.FindAll("tr[data-letter]")[0].Click();
        Assert.Empty(page.FindAll("textarea[data-text]"));
        page.Find("[data-resend]").Click();
        Assert.Equal("resend 2 ", _notices.Acts.Single());
    }

    [Fact]
    public void Many_are_dismissed_at_once_with_a_reason_and_never_without_one()
    {
        var page = Open();
        page.Find("th.pick input").Change(true);
        Assert.True(page.Find("[data-dismiss-all]").HasAttribute("disabled"));
        page.Find("[data-reason-all]").Input("活动已取消");
        page.Find("[data-dismiss-all]").Click();
        Assert.Equal(["dismiss 1 活动已取消", "dismiss 3 活动已取消"], _conversations.Acts);
        Assert.Equal(["dismiss 2 活动已取消"], _notices.Acts);
        Assert.Contains("没有未送达的消息", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_interface_says_why_and_goes_on_at_a_word()
    {
        _stops.Stopped.Add(new(Account, "/cgi-bin/message/custom/send", RefusalKind.Misconfigured, "AppSecret 不正确 (40125)", Nine, null, 12));
        var page = Open();
        Assert.Contains("AppSecret 不正确 (40125)", page.Find("[data-stop]").TextContent, StringComparison.Ordinal);
        Assert.Contains("12", page.Find("[data-stop]").TextContent, StringComparison.Ordinal);
        page.Find("[data-try]").Click();
        Assert.Empty(page.FindAll("[data-stop]"));
    }

    private IRenderedComponent<DeliveriesPage> Open()
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Account.ToString()), new(ClaimTypes.Role, "lead")], "test");
        var page = Render<CascadingValue<Task<AuthenticationState>>>(p => p
            .Add(c => c.Value, Task.FromResult(new AuthenticationState(new(identity))))
            .AddChildContent<DeliveriesPage>());
        return page.FindComponent<DeliveriesPage>();
    }

    private static DeadLetter Letter(int number, string text, RefusalKind kind) => new()
    {
        Source = DeadLetterSource.Conversation,
        Id = new Guid($"01900000-0000-7000-8000-{number:000000000000}"),
        AccountId = Account,
        Channel = ChannelKind.WeChat,
        ExternalId = "o" + number,
        Text = text,
        IsEditable = true,
        Kind = kind,
        Error = kind.ToString(),
        WrittenAt = Nine.AddMinutes(-10 - number),
        FailedAt = Nine.AddMinutes(-number),
    };

    private sealed class PlayedLetters(DeadLetterSource source, params DeadLetter[] letters) : IDeadLetters
    {
        private readonly List<DeadLetter> _letters = [.. letters];

        public List<string> Acts { get; } = [];

        public DeadLetterFilter? Asked { get; private set; }

        public DeadLetterSource Source => source;

        public Task<IReadOnlyList<DeadLetter>> ListAsync(Guid actorId, DeadLetterFilter filter, DeadLetterMark? before, int take, CancellationToken cancellationToken = default)
        {
            Asked = filter;
            return Task.FromResult<IReadOnlyList<DeadLetter>>([.. _letters.Where(l => filter.Kind is null || l.Kind == filter.Kind)]);
        }

        public Task<IReadOnlyDictionary<RefusalKind, int>> CountAsync(Guid actorId, DeadLetterFilter filter, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyDictionary<RefusalKind, int>>(_letters.CountBy(l => l.Kind).ToDictionary());

        public Task<DeadLetter?> FindAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => Task.FromResult(_letters.Find(l => l.Id == id));

        public Task<DeadLetterOutcome> ResendAsync(Guid actorId, Guid id, string? text, CancellationToken cancellationToken = default) => Do("resend", id, text);

        public Task<DeadLetterOutcome> DismissAsync(Guid actorId, Guid id, string reason, CancellationToken cancellationToken = default) => Do("dismiss", id, reason);

        private Task<DeadLetterOutcome> Do(string act, Guid id, string? words)
        {
            Acts.Add($"{act} {int.Parse(id.ToString()[^12..], CultureInfo.InvariantCulture)} {words}");
            _letters.RemoveAll(l => l.Id == id);
            return Task.FromResult(DeadLetterOutcome.Done);
        }
    }

    private sealed class PlayedStops : IStoppedApis
    {
        public List<StoppedApi> Stopped { get; } = [];

        public Task<IReadOnlyList<(Guid Id, string Name)>> AccountsAsync(Guid actorId, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<(Guid, string)>>([(Account, "演示公众号")]);

        public Task<IReadOnlyList<StoppedApi>> ListAsync(Guid actorId, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<StoppedApi>>([.. Stopped]);

        public Task<bool> TryAgainAsync(Guid actorId, Guid accountId, string api, CancellationToken cancellationToken = default) => Task.FromResult(Stopped.RemoveAll(s => s.Api == api) > 0);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>A scene's skill group as its administrator sets it up, through the same door as the screens.</summary>
internal static class SceneRules
{
    public static IHandovers Handovers(this Scene scene) => scene.Host.Services.GetRequiredService<IHandovers>();

    public static ISupervision Supervision(this Scene scene) => scene.Host.Services.GetRequiredService<ISupervision>();

    public static IMessageHandling Messages(this Scene scene) => scene.Host.Services.GetRequiredService<IMessageHandling>();

    public static SkillGroup Group(this Scene scene) => Known(scene).Groups.Values.Single(g => g.Name == "组" + scene.Index);

    public static Guid AgentId(this Scene scene, int agent) => scene.PersonId(scene.AgentNames[agent]);

    public static Guid PersonId(this Scene scene, string userName) => Known(scene).Agents.Values.Single(a => a.UserName == userName).Id;

    public static async Task RuleAsync(this Scene scene, Action<GroupDraft> change)
    {
        var admin = await AdminAsync(scene);
        var groups = scene.Host.Services.GetRequiredService<GroupAdministration>();
        var draft = (await groups.OpenAsync(admin, scene.Group().Id))!;
        change(draft);
        var made = await groups.SaveAsync(admin, draft);
        Assert.True(made.Made, string.Join(", ", made.Problems));
    }

    /// <summary>What the scene's WeChat account says.</summary>
    public static async Task TextsAsync(this Scene scene, Func<ReceptionTexts, ReceptionTexts> change)
    {
        var admin = await AdminAsync(scene);
        var accounts = scene.Host.Services.GetRequiredService<AccountAdministration>();
        var draft = (await accounts.OpenAsync(admin, Known(scene).AccountsByKey[scene.Account].Id))!;
        draft.Texts = change(draft.Texts);
        var made = await accounts.SaveAsync(admin, draft);
        Assert.True(made.Made, string.Join(", ", made.Problems));
    }

    /// <summary>Level and weight of an agent in the scene's group, and the groups besides.</summary>
    public static async Task TrainAsync(this Scene scene, int agent, int level = 5, int weight = 1, params Guid[] alsoIn)
    {
        var admin = await AdminAsync(scene);
        var people = scene.Host.Services.GetRequiredService<AgentAdministration>();
        var draft = (await people.ListAsync(admin)).Single(a => a.UserName == scene.AgentNames[agent]);
        draft.Skills.Clear();
        draft.Skills.Add(new SkillDraft { GroupId = scene.Group().Id, Level = level, Weight = weight });
        draft.Skills.AddRange(alsoIn.Select(g => new SkillDraft { GroupId = g }));
        var made = await people.SaveAsync(admin, draft);
        Assert.True(made.Made, string.Join(", ", made.Problems));
    }

    /// <summary>Opening hours of the scene's group from now on: open on these days from today, all day long.</summary>
    public static async Task OpenOnlyAsync(this Scene scene, params int[] daysFromToday)
    {
        var admin = await AdminAsync(scene);
        var calendars = scene.Host.Services.GetRequiredService<CalendarAdministration>();
        var today = DateOnly.FromDateTime(scene.Host.Time.GetUtcNow().UtcDateTime);
        OpenHours[] allDay = [new(TimeSpan.Zero, TimeSpan.FromHours(24))];
        var draft = new CalendarDraft
        {
            Name = "班次" + scene.Index,
            OrgUnitId = scene.Group().OrgUnitId,
            TimeZone = "UTC",
            Week = [.. Enumerable.Repeat<IReadOnlyList<OpenHours>>([], 7)],
            SpecialDays = [.. daysFromToday.Select(d => new SpecialDay(today.AddDays(d), "调休上班", allDay))],
        };
        var made = await calendars.SaveAsync(admin, draft);
        Assert.True(made.Made, string.Join(", ", made.Problems));
        await scene.RuleAsync(g => g.CalendarId = made.Id);
    }

    /// <summary>The customer's latest conversation, as the open interface tells it.</summary>
    public static async Task<JsonElement> ConversationOfAsync(this Scene scene, Follower customer) =>
        (await scene.ConversationsAsync()).First(c => c.GetProperty("customerName").GetString()!.EndsWith(customer.OpenId[^4..], StringComparison.Ordinal));

    public static async Task<Guid> ConversationIdAsync(this Scene scene, Follower customer) => (await scene.ConversationOfAsync(customer)).GetProperty("id").GetGuid();

    public static Task StateIsAsync(this Scene scene, Follower customer, string state) => Eventually.Async(
        async () => (await scene.ConversationOfAsync(customer)).GetProperty("state").GetString() == state, $"{customer.OpenId} is {state}");

    public static async Task<string?> LookAsync(this Scene scene, string conversationId) =>
        (await scene.ConversationsAsync()).FirstOrDefault(c => c.GetProperty("id").GetString() == conversationId) is { ValueKind: JsonValueKind.Object } found ? found.GetProperty("state").GetString() : null;

    private static async Task<IReadOnlyList<JsonElement>> ConversationsAsync(this Scene scene)
    {
        using var client = scene.Host.Client();
        var page = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/conversations?group={Uri.EscapeDataString("组" + scene.Index)}&take=200", UriKind.Relative));
        return [.. page.GetProperty("conversations").EnumerateArray()];
    }

    private static Core.Organisation.Directory Known(Scene scene) => scene.Host.Services.GetRequiredService<DirectoryCache>().Current;

    private static async Task<Guid> AdminAsync(Scene scene)
    {
        using var scope = scene.Host.Services.CreateScope();
        await using var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        return await context.Users.Where(u => u.UserName == "admin").Select(u => u.Id).SingleAsync();
    }
}

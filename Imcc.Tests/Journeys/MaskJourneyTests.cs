using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Numbers that are hidden from people and not from the programs that an administrator let in, and what looking at one leaves behind.</summary>
public sealed class MaskJourneyTests(JourneyHost journeys)
{
    private const string Phone = "13812345678";
    private const string Said = "我的手机是" + Phone + "，请回电";

    [Fact]
    public async Task A_person_reads_it_masked_and_a_program_with_a_key_in_clear()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await scene.Agents[0].BeAsync("Available");
        var workplace = scene.Host.Services.GetRequiredService<IWorkplace>();
        var heard = new List<DeskEvent>();
        await using var screen = await workplace.ConnectAsync(scene.AgentId(0), e =>
        {
            lock (heard)
                heard.Add(e);
            return Task.CompletedTask;
        });
        var customer = scene.Follower("mk01");
        await customer.SayAsync(Said);
        var byKey = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        var id = byKey.GetProperty("id").GetGuid();
        await customer.SayAsync("再说一次：" + Said);
        await Eventually.Async(() => Task.FromResult(scene.Agents[0].Events.Any(e => e.GetRawText().Contains(Phone, StringComparison.Ordinal))), "the program heard the number");
        await Eventually.Async(() => Task.FromResult(Heard().OfType<MessageAdded>().Any(m => m.Message.Hidden.Count == 1)), "the screen heard the message");
        var page = await workplace.MessagesAsync(scene.AgentId(0), id, null, 50);
        var message = page!.Messages.First(m => m.Hidden.Count > 0);
        Assert.Equal("我的手机是138****5678，请回电", ((TextContent)message.Content).Text);
        Assert.DoesNotContain(Heard(), e => JsonSerializer.Serialize(e, e.GetType(), Readable).Contains(Phone, StringComparison.Ordinal));
        Assert.DoesNotContain(Phone, JsonSerializer.Serialize(await workplace.OpenAsync(scene.AgentId(0)), Readable), StringComparison.Ordinal);

        DeskEvent[] Heard()
        {
            lock (heard)
                return [.. heard];
        }
    }

    [Fact]
    public async Task Looking_at_a_number_is_noted_before_it_is_shown_and_the_number_never_is()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await scene.Agents[0].BeAsync("Available");
        var customer = scene.Follower("mk02");
        await customer.SayAsync(Said);
        var id = (await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")).GetProperty("id").GetGuid();
        var (workplace, reveals, me) = (scene.Host.Services.GetRequiredService<IWorkplace>(), scene.Host.Services.GetRequiredService<IReveals>(), scene.AgentId(0));
        var message = (await workplace.MessagesAsync(me, id, null, 50))!.Messages.Single(m => m.Hidden.Count > 0);

        Assert.Equal(new Revealed(CommandOutcome.Invalid), await reveals.RevealAsync(me, id, message.Id, message.Hidden[0].Start, "  "));
        Assert.Equal(new Revealed(CommandOutcome.NotFound), await reveals.RevealAsync(me, id, message.Id, 0, "核对"));
        Assert.Equal(new Revealed(CommandOutcome.NotFound), await reveals.RevealAsync(scene.PersonId("agent1"), id, message.Id, message.Hidden[0].Start, "好奇"));
        Assert.Empty(await LogAsync(scene, id));

        Assert.Equal(new Revealed(CommandOutcome.Done, Phone), await reveals.RevealAsync(me, id, message.Id, message.Hidden[0].Start, "给客户回电 " + Phone));
        var line = Assert.Single(await LogAsync(scene, id));
        Assert.Equal((scene.AgentNames[0], "number.revealed"), (line.Actor, line.Action));
        Assert.Contains(message.Id.ToString(), line.Detail, StringComparison.Ordinal);
        Assert.Contains("给客户回电", line.Detail, StringComparison.Ordinal);
        Assert.Contains(nameof(NumberKind.Phone), line.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, line.Detail + line.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_that_was_read_masked_is_saved_without_losing_its_numbers()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await scene.Agents[0].BeAsync("Available");
        var customer = scene.Follower("mk03");
        await customer.SayAsync("你好");
        var id = (await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")).GetProperty("id").GetGuid();
        var (workplace, masks, me) = (scene.Host.Services.GetRequiredService<IWorkplace>(), scene.Host.Services.GetRequiredService<IMasks>(), scene.AgentId(0));
        Assert.Equal(CommandOutcome.Done, await workplace.SaveNoteAsync(me, id, "回电 " + Phone));
        var read = (await workplace.OpenAsync(me)).Mine.Single(c => c.Id == id).Note;
        Assert.Equal("回电 138****5678", read);
        Assert.Equal(CommandOutcome.Done, await workplace.SaveNoteAsync(me, id, read + "，已办"));
        Assert.Equal(CommandOutcome.Done, await workplace.SaveCustomerAsync(me, id, "陈先生", 0, "手机 " + Phone));
        var card = (await workplace.CustomerAsync(me, id))!;
        Assert.Equal(CommandOutcome.Done, await workplace.SaveCustomerAsync(me, id, card.DisplayName, 2, card.Note));
        using (masks.InClear())
        {
            Assert.Equal("回电 " + Phone + "，已办", (await workplace.OpenAsync(me)).Mine.Single(c => c.Id == id).Note);
            Assert.Equal("手机 " + Phone, (await workplace.CustomerAsync(me, id))!.Note);
        }

        Assert.Equal("手机 138****5678", (await workplace.CustomerAsync(me, id))!.Note);
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<IReadOnlyList<AuditRow>> LogAsync(Scene scene, Guid conversationId)
    {
        await using var context = scene.Host.Services.GetRequiredService<IDbContextFactory<DirectoryContext>>().CreateDbContext();
        return await context.AuditLog.AsNoTracking().Where(a => a.TargetId == conversationId).ToListAsync();
    }
}

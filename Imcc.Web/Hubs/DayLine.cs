using System.Text.Json;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>The calls about hidden numbers, satisfaction and the agent's day.</summary>
public abstract class DayLine(Func<Directory> directory, IHubContext<AgentHub> hub, ILogger<AgentHub> logger) : CustomerLine(directory, hub, logger)
{
    /// <param name="start">Where the number stands: <c>hidden[].start</c> of the message.</param>
    /// <param name="reason">In the agent's words, 1 to 100 characters.</param>
    public Task<RevealResult> Reveal(JsonElement conversationId, JsonElement messageId, JsonElement start, JsonElement reason, [FromServices] IReveals reveals) =>
        AskAsync(nameof(Reveal), async agent =>
        {
            if (!conversationId.IsId(out var conversation) || !messageId.IsId(out var message) || start.Number() is not (>= 0 and <= MaxText and var at) || Said(reason) is not { } why)
                return Answer<RevealResult>(CommandOutcome.Invalid);
            var revealed = await reveals.RevealAsync(agent, conversation, message, (int)at, why, Context.ConnectionAborted);
            return Answer<RevealResult>(revealed.Outcome) with { Number = revealed.Number };
        });

    /// <param name="agentId">Whose day; null: the own. Anybody else's is a lead's to see.</param>
    public Task<DayResult> MyDay(JsonElement agentId, [FromServices] IMyDay days) => AskAsync(nameof(MyDay), async agent =>
        !agentId.IsIdOrNothing(out var asked) ? Answer<DayResult>(CommandOutcome.Invalid)
            : await days.LookAsync(agent, asked ?? agent, Context.ConnectionAborted) is { } day ? Answer<DayResult>() with { Day = day }
            : Answer<DayResult>(CommandOutcome.NotAllowed));

    /// <summary>Ends a conversation, and says whether its customer is to be asked how satisfied they were; where the group decides that itself, its rule holds.</summary>
    public Task<CommandResult> EndAndAsk(JsonElement conversationId, JsonElement asksCustomer, [FromServices] ISurveys surveys) => DoAsync(nameof(EndAndAsk), agent =>
        conversationId.IsId(out var conversation) && asksCustomer.Truth() is { } asks ? surveys.EndAsync(agent, conversation, asks) : Invalid);
}

/// <summary>A number that was hidden.</summary>
public sealed record RevealResult : CommandResult
{
    /// <summary>Null where the outcome is not Done.</summary>
    public string? Number { get; init; }
}

/// <summary>An agent's day.</summary>
public sealed record DayResult : CommandResult
{
    /// <summary>Null where the outcome is not Done.</summary>
    public DayView? Day { get; init; }
}

using System.Text.Json;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>The calls by which a conversation is kept, changes hands and gets help, by which a supervisor gives it away, and those that explain.</summary>
public abstract class HandoverLine(IHandovers handovers, ISupervision supervision, Func<Directory> directory, IHubContext<AgentHub> hub, ILogger<AgentHub> logger)
    : DayLine(directory, hub, logger)
{
    /// <param name="remindAt">ISO 8601 with zone, within 30 days; null: no reminder.</param>
    public Task<CommandResult> Park(JsonElement conversationId, JsonElement remindAt) => DoAsync(nameof(Park), agent =>
        conversationId.IsId(out var conversation) && remindAt.IsTimeOrNothing(out var at) ? handovers.ParkAsync(agent, conversation, at) : Invalid);

    public Task<CommandResult> Resume(JsonElement conversationId) => OnAsync(nameof(Resume), conversationId, handovers.ResumeAsync);

    public Task<CommandResult> CloseParked(JsonElement conversationId) => OnAsync(nameof(CloseParked), conversationId, handovers.CloseParkedAsync);

    public Task<CommandResult> WithdrawTransfer(JsonElement conversationId) => OnAsync(nameof(WithdrawTransfer), conversationId, handovers.WithdrawTransferAsync);

    public Task<CommandResult> EndHelp(JsonElement conversationId) => OnAsync(nameof(EndHelp), conversationId, handovers.EndHelpAsync);

    public Task<CommandResult> Pick(JsonElement conversationId) => OnAsync(nameof(Pick), conversationId, handovers.PickAsync);

    public Task<TargetsResult> Targets() => AskAsync(nameof(Targets), async agent =>
        Answer<TargetsResult>() with { Targets = await handovers.TargetsAsync(agent, Context.ConnectionAborted) });

    /// <param name="reason">At most 100 characters; may be empty.</param>
    /// <param name="note">For the next agent, at most 1,000 characters; may be empty.</param>
    public Task<CommandResult> TransferToGroup(JsonElement conversationId, JsonElement groupId, JsonElement reason, JsonElement note) => DoAsync(nameof(TransferToGroup), agent =>
        conversationId.IsId(out var conversation) && groupId.IsId(out var group) && Words(reason) is { } why && Words(note) is { } words
            ? handovers.TransferToGroupAsync(agent, conversation, group, why, words)
            : Invalid);

    /// <inheritdoc cref="TransferToGroup"/>
    public Task<CommandResult> TransferToAgent(JsonElement conversationId, JsonElement agentId, JsonElement reason, JsonElement note) => DoAsync(nameof(TransferToAgent), agent =>
        conversationId.IsId(out var conversation) && agentId.IsId(out var target) && Words(reason) is { } why && Words(note) is { } words
            ? handovers.TransferToAgentAsync(agent, conversation, target, why, words)
            : Invalid);

    /// <param name="note">The question, at most 1,000 characters; may be empty.</param>
    public Task<CommandResult> AskHelp(JsonElement conversationId, JsonElement helperId, JsonElement note) => DoAsync(nameof(AskHelp), agent =>
        conversationId.IsId(out var conversation) && helperId.IsId(out var helper) && Words(note) is { } words
            ? handovers.AskHelpAsync(agent, conversation, helper, words)
            : Invalid);

    /// <summary>A lead gives a conversation to an agent, asked or not, full or not.</summary>
    /// <param name="reason">At most 100 characters; may be empty.</param>
    public Task<CommandResult> Assign(JsonElement conversationId, JsonElement agentId, JsonElement reason) => DoAsync(nameof(Assign), lead =>
        conversationId.IsId(out var conversation) && agentId.IsId(out var agent) && Words(reason) is { } why
            ? supervision.AssignAsync(lead, conversation, agent, why)
            : Invalid);

    /// <summary>A lead signs an agent out by force.</summary>
    public Task<CommandResult> SignOut(JsonElement agentId) => OnAsync(nameof(SignOut), agentId, supervision.SignOutAsync);

    public Task<AssignmentsResult> Assignments(JsonElement conversationId) => AskAsync(nameof(Assignments), async agent =>
        conversationId.IsId(out var conversation)
            ? Answer<AssignmentsResult>() with { Assignments = await supervision.AssignmentsAsync(agent, conversation, Context.ConnectionAborted) }
            : Answer<AssignmentsResult>(CommandOutcome.Invalid));

    public Task<WaitResult> WhyWaiting(JsonElement conversationId) => AskAsync(nameof(WhyWaiting), async agent =>
        !conversationId.IsId(out var conversation) ? Answer<WaitResult>(CommandOutcome.Invalid)
            : await supervision.WhyWaitingAsync(agent, conversation, Context.ConnectionAborted) is { } wait ? Answer<WaitResult>() with { Wait = wait }
            : Answer<WaitResult>(CommandOutcome.NotFound));

    private static string? Words(JsonElement text) => text.Text()?.WithoutControls();

    private Task<CommandResult> OnAsync(string call, JsonElement id, Func<Guid, Guid, CancellationToken, Task<CommandOutcome>> command) =>
        DoAsync(call, agent => id.IsId(out var known) ? command(agent, known, CancellationToken.None) : Invalid);
}

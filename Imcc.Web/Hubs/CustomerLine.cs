using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>The calls about customers as persons, and the search through conversations of the past.</summary>
public abstract class CustomerLine(Func<Directory> directory, IHubContext<AgentHub> hub, ILogger<AgentHub> logger) : AgentLine(directory, hub, logger)
{
    /// <param name="query">An object: <c>text</c>, and as wanted <c>from</c>, <c>to</c>, <c>agentId</c>, <c>groupId</c>, <c>channel</c>, <c>order</c>, <c>skip</c>, <c>take</c>.</param>
    public Task<HistoryResult> Search(JsonElement query, [FromServices] IHistory history) => AskAsync(nameof(Search), async agent =>
        Asked(query) is { } asked ? Answer(await history.SearchAsync(agent, asked, Context.ConnectionAborted)) : Answer<HistoryResult>(CommandOutcome.Invalid));

    public Task<ProfileResult> CustomerProfile(JsonElement conversationId, [FromServices] ICustomers customers) => AskAsync(nameof(CustomerProfile), async agent =>
        !conversationId.IsId(out var conversation) ? Answer<ProfileResult>(CommandOutcome.Invalid)
            : await customers.ReadAsync(agent, conversation, Context.ConnectionAborted) is { } profile ? Answer<ProfileResult>() with { Profile = profile }
            : Answer<ProfileResult>(CommandOutcome.NotFound));

    /// <param name="take">1 to 50.</param>
    public Task<HistoryResult> Timeline(JsonElement conversationId, JsonElement text, JsonElement skip, JsonElement take, [FromServices] ICustomers customers) => AskAsync(nameof(Timeline), async agent =>
        conversationId.IsId(out var conversation) && text.Text() is { } words && skip.Number() is (>= 0 and <= HistoryQuery.MostSkip and var from) && take.Number() is (>= 1 and <= HistoryQuery.MostTake and var count)
            ? Answer(await customers.TimelineAsync(agent, conversation, words, (int)from, (int)count, Context.ConnectionAborted))
            : Answer<HistoryResult>(CommandOutcome.Invalid));

    /// <param name="value">Empty takes it away.</param>
    public Task<CommandResult> SaveAttribute(JsonElement conversationId, JsonElement attributeId, JsonElement value, [FromServices] ICustomers customers) => DoAsync(nameof(SaveAttribute), agent =>
        conversationId.IsId(out var conversation) && attributeId.IsId(out var attribute) && value.Text()?.WithoutControls() is { } text
            ? customers.SaveAttributeAsync(agent, conversation, attribute, text)
            : Invalid);

    /// <param name="noteId">Made by the client.</param>
    public Task<CommandResult> AddCustomerNote(JsonElement conversationId, JsonElement noteId, JsonElement text, [FromServices] ICustomers customers) => DoAsync(nameof(AddCustomerNote), agent =>
        conversationId.IsId(out var conversation) && noteId.IsId(out var note) && Said(text) is { } words ? customers.AddNoteAsync(agent, conversation, note, words) : Invalid);

    public Task<CommandResult> EditCustomerNote(JsonElement conversationId, JsonElement noteId, JsonElement text, [FromServices] ICustomers customers) => DoAsync(nameof(EditCustomerNote), agent =>
        conversationId.IsId(out var conversation) && noteId.IsId(out var note) && Said(text) is { } words ? customers.EditNoteAsync(agent, conversation, note, words) : Invalid);

    /// <param name="isDeleted">False brings it back.</param>
    public Task<CommandResult> DeleteCustomerNote(JsonElement conversationId, JsonElement noteId, JsonElement isDeleted, [FromServices] ICustomers customers) => DoAsync(nameof(DeleteCustomerNote), agent =>
        conversationId.IsId(out var conversation) && noteId.IsId(out var note) && isDeleted.Truth() is { } gone ? customers.DeleteNoteAsync(agent, conversation, note, gone) : Invalid);

    public Task<FoundResult> FindCustomers(JsonElement conversationId, JsonElement text, [FromServices] ICustomers customers) => AskAsync(nameof(FindCustomers), async agent =>
        conversationId.IsId(out var conversation) && Said(text) is { } words
            ? Answer<FoundResult>() with { Customers = await customers.FindAsync(agent, conversation, words, Context.ConnectionAborted) }
            : Answer<FoundResult>(CommandOutcome.Invalid));

    /// <param name="otherConversationId">A conversation of the customer who is the same person.</param>
    public Task<CommandResult> MergeCustomers(JsonElement conversationId, JsonElement otherConversationId, [FromServices] ICustomers customers) => DoAsync(nameof(MergeCustomers), agent =>
        conversationId.IsId(out var conversation) && otherConversationId.IsId(out var other) ? customers.MergeAsync(agent, conversation, other) : Invalid);

    /// <param name="mergeId">One of the profile's <c>merges</c>.</param>
    public Task<CommandResult> UndoMerge(JsonElement conversationId, JsonElement mergeId, [FromServices] ICustomers customers) => DoAsync(nameof(UndoMerge), agent =>
        conversationId.IsId(out var conversation) && mergeId.IsId(out var merge) ? customers.UndoMergeAsync(agent, conversation, merge) : Invalid);

    private HistoryResult Answer(HistoryPage page) => Answer<HistoryResult>(page.Outcome) with { Hits = page.Hits, Total = page.Total, BuiltPercent = page.BuiltPercent };

    /// <returns>Null: something in it is wrong.</returns>
    private static HistoryQuery? Asked(JsonElement query)
    {
        var (channel, order) = ((ChannelKind?)null, HistoryOrder.Newest);
        if (query.Field("text").Text() is not { } text
            || !query.Field("from").IsTimeOrNothing(out var from) || !query.Field("to").IsTimeOrNothing(out var to)
            || !query.Field("agentId").IsIdOrNothing(out var agent) || !query.Field("groupId").IsIdOrNothing(out var group)
            || !Chosen(query.Field("channel"), ref channel) || !Ordered(query.Field("order"), ref order)
            || Number(query.Field("skip"), 0) is not { } skip || Number(query.Field("take"), 20) is not { } take)
            return null;
        var asked = new HistoryQuery(text, from?.ToUniversalTime(), to?.ToUniversalTime(), agent, group, channel, order, skip, take);
        return asked.IsSound ? asked : null;
    }

    private static int? Number(JsonElement number, int otherwise) => number.IsNothing() ? otherwise : number.Number() is >= 0 and <= int.MaxValue and var n ? (int)n : null;

    private static bool Chosen(JsonElement name, ref ChannelKind? channel)
    {
        if (name.IsNothing())
            return true;
        var isKnown = Enum.TryParse<ChannelKind>(name.Text(), ignoreCase: true, out var kind) && Enum.IsDefined(kind);
        channel = kind;
        return isKnown;
    }

    private static bool Ordered(JsonElement name, ref HistoryOrder order)
    {
        if (name.IsNothing())
            return true;
        var isKnown = Enum.TryParse(name.Text(), ignoreCase: true, out order) && Enum.IsDefined(order);
        return isKnown;
    }
}

/// <summary>Conversations that a search found.</summary>
public sealed record HistoryResult : CommandResult
{
    public IReadOnlyList<HistoryHit> Hits { get; init; } = [];

    /// <summary>How many match, of those that the agent may read.</summary>
    public int Total { get; init; }

    /// <summary>Below 100: the index is still being made; null: there is none now.</summary>
    public int? BuiltPercent { get; init; }
}

/// <summary>A customer as a person.</summary>
public sealed record ProfileResult : CommandResult
{
    /// <summary>Null where the outcome is not Done.</summary>
    public CustomerProfile? Profile { get; init; }
}

/// <summary>Other customers.</summary>
public sealed record FoundResult : CommandResult
{
    public IReadOnlyList<CustomerFound> Customers { get; init; } = [];
}

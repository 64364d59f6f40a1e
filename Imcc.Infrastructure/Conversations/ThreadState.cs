using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>A copy of the rows that a thread's decisions need.</summary>
internal sealed record ThreadState
{
    public required Guid ThreadId { get; init; }

    public required Guid AccountId { get; init; }

    public required string ExternalId { get; init; }

    public required Contact Contact { get; init; }

    /// <summary>The conversation that is going on, if one is.</summary>
    public Conversation? Current { get; init; }

    /// <summary>The last conversation, open or not: a new one is linked to it.</summary>
    public Guid? LastConversationId { get; init; }

    /// <summary>Who served the customer last; null: nobody yet.</summary>
    public LastService? LastService { get; init; }

    /// <summary>What the customer was last asked about how satisfied they were.</summary>
    public Core.Surveys.Rating? Rating { get; init; }

    public long LastSeq { get; init; }

    /// <summary>A customer of a channel with UnionIDs who was there before anybody asked for theirs.</summary>
    public bool IsUnionUnasked { get; init; }

    /// <summary>False for a customer who is writing for the first time, until the first unit of work is committed.</summary>
    public bool IsStored { get; init; }

    public static async Task<ThreadState?> LoadAsync(ConversationStore store, Guid threadId)
    {
        await using var context = store.Read();
        var thread = await Find(context, threadId);
        if (thread is null)
            return null;
        var contact = await context.Contacts.SingleAsync(c => c.Id == thread.ContactId);
        var last = await context.Conversations.Where(c => c.ThreadId == threadId)
            // The one that is open, whatever the clock said when it was opened.
            .OrderBy(c => c.State < ConversationState.Closed ? 0 : 1).ThenByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync();
        var current = last?.ToConversation();
        return new ThreadState
        {
            ThreadId = threadId,
            AccountId = thread.AccountId,
            ExternalId = thread.ExternalId,
            Contact = contact.ToContact(),
            Current = current is { IsOpen: true } ? current : null,
            LastConversationId = last?.Id,
            LastService = await ServiceAsync(context, threadId),
            Rating = (await context.Ratings.Where(r => r.ThreadId == threadId).OrderByDescending(r => r.InvitedAt).FirstOrDefaultAsync())?.ToRating(),
            LastSeq = await context.Messages.Where(m => m.ThreadId == threadId).MaxAsync(m => (long?)m.Seq) ?? 0,
            IsUnionUnasked = thread.UnionId is null && !await context.UnionFetches.AnyAsync(f => f.ThreadId == threadId),
            IsStored = true,
        };
    }

    /// <summary>A conversation of the thread that is closed; null: there is none with this id.</summary>
    public static async Task<Conversation?> ClosedAsync(ConversationStore store, Guid threadId, Guid conversationId)
    {
        await using var context = store.Read();
        var row = await context.Conversations.SingleOrDefaultAsync(c => c.Id == conversationId && c.ThreadId == threadId && c.State == ConversationState.Closed);
        return row?.ToConversation();
    }

    public static ThreadState New(Guid threadId, ChannelAccount account, InboundMessage message, DateTimeOffset now) =>
        New(threadId, account, message.ExternalId, message.CustomerName, now);

    public static ThreadState New(Guid threadId, ChannelAccount account, string externalId, string? name, DateTimeOffset now) => new()
    {
        ThreadId = threadId,
        AccountId = account.Id,
        ExternalId = externalId,
        Contact = new Contact
        {
            Id = Guid.CreateVersion7(now),
            OrgUnitId = account.OrgUnitId,
            DisplayName = string.IsNullOrWhiteSpace(name) ? ContactNames.For(account.Kind, externalId) : name.Trim(),
            CreatedAt = now,
        },
    };

    private static async Task<LastService?> ServiceAsync(ConversationContext context, Guid threadId)
    {
        var served = await context.Conversations
            .Where(c => c.ThreadId == threadId && c.State == ConversationState.Closed && c.AgentId != null && c.GroupId != null && c.EndedAt != null)
            .OrderByDescending(c => c.OpenedAt).Select(c => new { c.AgentId, c.GroupId, c.EndedAt }).FirstOrDefaultAsync();
        return served is null ? null : new(served.AgentId!.Value, served.GroupId!.Value, served.EndedAt!.Value);
    }

    private static readonly Func<ConversationContext, Guid, Task<ThreadRow?>> Find =
        EF.CompileAsyncQuery((ConversationContext context, Guid id) => context.Threads.SingleOrDefault(t => t.Id == id));
}

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

    /// <summary>Whom the thread is with: in a group whoever's conversation is or was the last, or who is speaking to us now.</summary>
    public required Contact Contact { get; init; }

    /// <summary>In a group whose <see cref="Contact"/> is a speaker's: the group's own; null: the contact is the thread's.</summary>
    public Contact? Own { get; init; }

    /// <summary>Whose <see cref="Contact"/> it is; null outside groups, and before anybody of the group has spoken to us.</summary>
    public Speaker? Speaker { get; init; }

    /// <summary>False for somebody of a group who is speaking to us for the first time.</summary>
    public bool IsSpeakerStored { get; init; } = true;

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
        var own = await context.Contacts.SingleAsync(c => c.Id == thread.ContactId);
        var last = await context.Conversations.Where(c => c.ThreadId == threadId)
            // The one that is open, whatever the clock said when it was opened.
            .OrderBy(c => c.State < ConversationState.Closed ? 0 : 1).ThenByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync();
        var current = last?.ToConversation();
        var isSpeakers = current?.Chat is not null;
        var contact = isSpeakers ? await context.Contacts.SingleAsync(c => c.Id == current!.ContactId) : own;
        return new ThreadState
        {
            ThreadId = threadId,
            AccountId = thread.AccountId,
            ExternalId = thread.ExternalId,
            Contact = contact.ToContact(),
            Own = isSpeakers ? own.ToContact() : null,
            Speaker = current?.Chat?.Customer,
            Current = current is { IsOpen: true } ? current : null,
            LastConversationId = last?.Id,
            LastService = await ServiceAsync(context, threadId, isSpeakers ? contact.Id : null),
            Rating = await RatingAsync(context, threadId, isSpeakers ? contact.Id : null),
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

    /// <summary>Who of a group said a message; null: nobody of a group did.</summary>
    public static async Task<Speaker?> SpeakerOfAsync(ConversationStore store, Guid threadId, Guid messageId)
    {
        await using var context = store.Read();
        var row = await context.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.ThreadId == threadId && m.SpeakerId != null);
        return row?.ToMessage().Speaker;
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

    /// <param name="contactId">Of one speaker of a group; null: whoever it was.</param>
    public static async Task<LastService?> ServiceAsync(ConversationContext context, Guid threadId, Guid? contactId)
    {
        var conversations = context.Conversations
            .Where(c => c.ThreadId == threadId && c.State == ConversationState.Closed && c.AgentId != null && c.GroupId != null && c.EndedAt != null);
        if (contactId is { } contact)
            conversations = conversations.Where(c => c.ContactId == contact);
        var served = await conversations.OrderByDescending(c => c.OpenedAt).Select(c => new { c.AgentId, c.GroupId, c.EndedAt }).FirstOrDefaultAsync();
        return served is null ? null : new(served.AgentId!.Value, served.GroupId!.Value, served.EndedAt!.Value);
    }

    /// <inheritdoc cref="ServiceAsync"/>
    public static async Task<Core.Surveys.Rating?> RatingAsync(ConversationContext context, Guid threadId, Guid? contactId)
    {
        var ratings = context.Ratings.Where(r => r.ThreadId == threadId);
        if (contactId is { } contact)
            ratings = ratings.Where(r => context.Conversations.Any(c => c.Id == r.ConversationId && c.ContactId == contact));
        return (await ratings.OrderByDescending(r => r.InvitedAt).FirstOrDefaultAsync())?.ToRating();
    }

    private static readonly Func<ConversationContext, Guid, Task<ThreadRow?>> Find =
        EF.CompileAsyncQuery((ConversationContext context, Guid id) => context.Threads.SingleOrDefault(t => t.Id == id));
}

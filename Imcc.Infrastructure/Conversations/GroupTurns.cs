using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>A group's thread as it concerns one of its speakers: their contact, who served them last, what they were asked.</summary>
internal static class GroupTurns
{
    /// <summary>The thread with nothing open, as this speaker's.</summary>
    public static async Task<ThreadState> ToAsync(ConversationStore store, ThreadState state, Speaker speaker, ChannelAccount account, DateTimeOffset now)
    {
        if (state.Speaker?.Id == speaker.Id)
            return state;
        var own = state.Own ?? state.Contact;
        await using var context = store.Read();
        var known = state.IsStored
            ? await context.Speakers.Where(s => s.ThreadId == state.ThreadId && s.SpeakerId == speaker.Id).Join(context.Contacts, s => s.ContactId, c => c.Id, (s, c) => c).SingleOrDefaultAsync()
            : null;
        var next = state with { Own = own, Speaker = speaker, IsSpeakerStored = known is not null, LastService = null, Rating = null };
        return known is null
            ? next with { Contact = New(speaker, account, now) }
            : next with
            {
                Contact = known.ToContact(),
                LastService = await ThreadState.ServiceAsync(context, state.ThreadId, known.Id),
                Rating = await ThreadState.RatingAsync(context, state.ThreadId, known.Id),
            };
    }

    /// <summary>The thread as far as another of its contacts is concerned: with nothing open. Null: it has no such contact.</summary>
    public static async Task<ThreadState?> AboutAsync(ConversationStore store, ThreadState state, Guid contactId)
    {
        await using var context = store.Read();
        var isIts = await context.Speakers.AnyAsync(s => s.ThreadId == state.ThreadId && s.ContactId == contactId) || await context.Threads.AnyAsync(t => t.Id == state.ThreadId && t.ContactId == contactId);
        return isIts && await context.Contacts.SingleOrDefaultAsync(c => c.Id == contactId) is { } contact ? state with { Contact = contact.ToContact(), Current = null } : null;
    }

    private static Contact New(Speaker speaker, ChannelAccount account, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrgUnitId = account.OrgUnitId,
        DisplayName = string.IsNullOrWhiteSpace(speaker.Name) ? ContactNames.For(account.Kind, speaker.Id) : speaker.Name.Trim(),
        CreatedAt = now,
    };
}

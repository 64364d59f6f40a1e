using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>What a customer's following, scanning and data duties write beside the conversation, in the same unit of work.</summary>
internal static class FollowerWork
{
    private static readonly string[] Following = [nameof(FollowerRow.IsFollowing)];

    private static readonly string[] Facts =
    [
        nameof(FollowerRow.IsFollowing), nameof(FollowerRow.SubscribedAt), nameof(FollowerRow.SubscribeScene), nameof(FollowerRow.QrScene),
        nameof(FollowerRow.Remark), nameof(FollowerRow.TagIds), nameof(FollowerRow.ToldAt),
    ];

    /// <summary>The code that leads this customer now: the one of this event, else the one scanned last.</summary>
    public static async Task<QrArrival?> ArrivalAsync(IQrCodes codes, ThreadState state, InboundMessage message)
    {
        var (scene, at) = CustomerSource.SceneOf(message.Content) is { } now ? (now, message.ReceivedAt) : (state.Contact.LastScene, state.Contact.LastSceneAt ?? default);
        // Whoever waits or is served has been led.
        if (scene is null || at + QrCode.Leads < message.ReceivedAt || state.Current is not (null or { State: ConversationState.Automated }))
            return null;
        return await codes.FindAsync(state.AccountId, scene, CancellationToken.None) is { Enabled: true } code ? new QrArrival(code, at) : null;
    }

    public static void Hear(ThreadWork work, InboundMessage message)
    {
        var content = message.Content;
        if (content is not EventContent told)
            return;
        var contact = work.After.Contact;
        if (Scans.Of(content, contact.FollowScene) is { } scan)
        {
            work.Also(unit => unit.Insert(new QrScanRow
            {
                Id = message.Id,
                ThreadId = work.After.ThreadId,
                AccountId = work.Around.Account.Id,
                Scene = scan.Scene,
                Kind = scan.Kind,
                Day = QrScanRow.DayOf(message.ReceivedAt),
                At = message.ReceivedAt,
            }));
        }

        // What brought the customer here is what brought them first.
        if (CustomerSource.SceneOf(content) is { } scene)
        {
            contact = contact with { LastScene = scene, LastSceneAt = message.ReceivedAt };
            if (contact.SourceScene is null)
                contact = contact with { SourceScene = scene, SourceAt = message.ReceivedAt };
        }

        if (told.Name is "subscribe" or "unsubscribe")
        {
            contact = contact with { FollowScene = told.Name == "subscribe" ? CustomerSource.SceneOf(content) : null };
            // A row that is not there is left so: it is written when WeChat has told who it is.
            work.Also(unit => unit.Patch(Row(work, told.Name == "subscribe"), Following));
        }

        var duty = DataDuties.Of(content);
        contact = DataDuties.Carry(duty, contact, ContactNames.For(work.Around.Account.Kind, work.After.ExternalId));
        Oblige(work, duty);
        if (contact != work.After.Contact)
            work.Rename(contact with { Revision = work.Before.IsStored ? work.Before.Contact.Revision + 1 : 0 });
    }

    /// <summary>What our people changed of a follower is told to WeChat by a worker.</summary>
    public static void Tell(ThreadWork work, Contact before, Contact after)
    {
        if (work.Around.Account.Kind != ChannelKind.WeChat)
            return;
        if (!before.Tags.SequenceEqual(after.Tags))
            Note(FollowerAspect.Tags);
        if (before.DisplayName != after.DisplayName)
            Note(FollowerAspect.Remark);
        if (before.BlockedAt is null != after.BlockedAt is null)
            Note(FollowerAspect.BlackList);

        void Note(FollowerAspect aspect) => Later(work, aspect);
    }

    private static void Later(ThreadWork work, FollowerAspect aspect) => work.Also(unit => unit.Insert(new FollowerChangeRow
    {
        Id = work.NewId(),
        ThreadId = work.After.ThreadId,
        AccountId = work.Around.Account.Id,
        Aspect = aspect,
        NotBefore = work.Around.Now,
        CreatedAt = work.Around.Now,
    }));

    /// <summary>What WeChat tells of the follower becomes known.</summary>
    /// <returns>Null: it was known.</returns>
    public static async Task<ThreadWork?> LearnAsync(ConversationStore store, ThreadState state, Surroundings around, DateTimeOffset due, FollowerFacts facts)
    {
        await using var context = store.Read();
        var known = await context.Followers.SingleOrDefaultAsync(f => f.ThreadId == state.ThreadId);
        var hasOwnTags = await context.FollowerChanges.AnyAsync(c => c.ThreadId == state.ThreadId && c.Aspect == FollowerAspect.Tags && c.NotBefore != null);
        var contact = state.Contact;
        // What WeChat was told after it was asked: its answer says nothing of that, and must not take it away.
        if (known is { TagIds: { } agreed, ToldAt: { } since } && since > facts.AskedAt)
            facts = facts with { TagIds = FollowerRow.Tags(agreed)! };
        if (facts.IsFollowing)
        {
            var tags = TagMerge.Pull(contact.Tags, FollowerRow.Tags(known?.TagIds), facts.TagIds, facts.TagMap);
            if (!tags.SequenceEqual(contact.Tags))
                contact = contact with { Tags = [.. tags] };
            // A name that somebody here gave stands.
            if (facts.Remark.Length > 0 && contact.DisplayName == ContactNames.For(around.Account.Kind, state.ExternalId))
                contact = contact with { DisplayName = facts.Remark.Length <= 60 ? facts.Remark : facts.Remark[..60] };
            if (facts.QrScene.Length > 0 && contact.SourceScene is null)
                contact = contact with { SourceScene = facts.QrScene, SourceAt = facts.SubscribedAt ?? around.Now, FollowScene = contact.FollowScene ?? facts.QrScene };
        }

        var told = FollowerRow.From(facts, state.ThreadId, known?.IsBlacklisted ?? false, around.Now);
        if (state.IsStored && contact == state.Contact && known is not null && Same(known, told))
            return null;
        var work = new ThreadWork(state, around, due) { IsTold = true };
        if (contact != state.Contact)
            work.Rename(contact with { Revision = state.IsStored ? contact.Revision + 1 : 0 });
        work.Also(unit => _ = known is null ? unit.Insert(told) : unit.Patch(told, Facts));
        // They never agreed before: what is carried here and not there goes there, unless it is on its way.
        if (known?.TagIds is null && facts.IsFollowing && !hasOwnTags && TagMerge.Push(contact.Tags, facts.TagIds, facts.TagMap).Give.Count > 0)
            Tell(work, contact with { Tags = [] }, contact);
        return work;
    }

    private static bool Same(FollowerRow one, FollowerRow other) =>
        (one.IsFollowing, one.SubscribedAt, one.SubscribeScene, one.QrScene, one.Remark, one.TagIds) == (other.IsFollowing, other.SubscribedAt, other.SubscribeScene, other.QrScene, other.Remark, other.TagIds);

    private static void Oblige(ThreadWork work, DataDuty duty)
    {
        if (duty == DataDuty.None)
            return;
        var now = work.Around.Now;
        work.Also(unit => unit.Delete(Row(work, false)));
        if (duty == DataDuty.AskAgain)
            work.Also(unit => unit.Delete(Fetch(null)).Insert(Fetch(now)));
        else
            work.Also(unit => unit.Patch(work.Thread(null), ThreadWork.UnionColumn));
        if (duty == DataDuty.EraseAll)
            Later(work, FollowerAspect.Erasure);

        UnionFetchRow Fetch(DateTimeOffset? at) => new() { ThreadId = work.After.ThreadId, AccountId = work.Around.Account.Id, NotBefore = at, CreatedAt = now };
    }

    private static FollowerRow Row(ThreadWork work, bool isFollowing) =>
        new() { ThreadId = work.After.ThreadId, AccountId = work.Around.Account.Id, IsFollowing = isFollowing };
}

using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Followers;

/// <summary>Tells WeChat one aspect of many followers in as few calls as it allows, and notes what it knows from then on.</summary>
internal sealed class FollowerTelling(WeChatUsers users, WeChatTags tags, TagMaps maps, TimeProvider time)
{
    private static readonly string[] Tags = [nameof(FollowerRow.TagIds), nameof(FollowerRow.ToldAt)];
    private static readonly string[] Remark = [nameof(FollowerRow.Remark)];
    private static readonly string[] Blacklisted = [nameof(FollowerRow.IsBlacklisted)];

    /// <returns>Whom it was not done for, and why; nobody: done for all.</returns>
    public Task<IReadOnlyDictionary<Guid, WeChatVerdict>> TellAsync(
        ConversationStore store, ChannelAccount account, FollowerAspect aspect, IReadOnlyList<ToldFollower> followers, CancellationToken cancellationToken) => aspect switch
    {
        FollowerAspect.Tags => TagsAsync(store, account, followers, cancellationToken),
        FollowerAspect.Remark => RemarksAsync(store, account.WeChat!, followers, cancellationToken),
        FollowerAspect.BlackList => BlackListAsync(store, account.WeChat!, followers, cancellationToken),
        FollowerAspect.Erasure => EraseAsync(store, followers, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(aspect), aspect, "Nothing that is told."),
    };

    /// <summary>The account's calls of this day are used up.</summary>
    public static bool IsUsedUp(WeChatVerdict verdict) => verdict.Reason.EndsWith("(45009)", StringComparison.Ordinal);

    private async Task<IReadOnlyDictionary<Guid, WeChatVerdict>> TagsAsync(ConversationStore store, ChannelAccount account, IReadOnlyList<ToldFollower> followers, CancellationToken cancellationToken)
    {
        var map = await maps.OfAsync(account.Id, cancellationToken);
        var failures = new Dictionary<Guid, WeChatVerdict>();
        var there = new Dictionary<Guid, HashSet<int>>();
        var plan = new List<(int Tag, bool Gives, ToldFollower Follower)>();
        foreach (var follower in followers)
        {
            var known = FollowerRow.Tags(follower.Known?.TagIds);
            if (known is null)
            {
                var (verdict, told) = await tags.OfAsync(account.WeChat!, follower.OpenId, cancellationToken);
                if (verdict.Reaction != WeChatReaction.None)
                {
                    failures[follower.Thread.Id] = verdict;
                    continue;
                }

                known = told;
            }

            there[follower.Thread.Id] = [.. known];
            var (give, take) = TagMerge.Push(follower.Contact.Tags, known, map);
            if (known.Count + give.Count - take.Count > FollowerRules.MostTagsOfOne)
            {
                failures[follower.Thread.Id] = FollowerErrors.Judge(45059);
                continue;
            }

            plan.AddRange(take.Select(t => (t, false, follower)));
            plan.AddRange(give.Select(t => (t, true, follower)));
        }

        // What is taken first makes room for what is given.
        foreach (var step in plan.GroupBy(p => (p.Gives, p.Tag)).OrderBy(g => g.Key.Gives).ThenBy(g => g.Key.Tag))
        {
            foreach (var part in step.Select(p => p.Follower).Chunk(FollowerRules.TagBatch))
                await MarkAsync(account.WeChat!, step.Key.Tag, step.Key.Gives, part, there, failures, cancellationToken);
        }

        foreach (var follower in followers.Where(f => there.ContainsKey(f.Thread.Id)))
            await AgreeAsync(store, follower, FollowerRow.Column(there[follower.Thread.Id]));
        return failures;
    }

    /// <summary>From now on both say the same: what is missing there later was taken there.</summary>
    private async Task AgreeAsync(ConversationStore store, ToldFollower follower, string column)
    {
        var row = new FollowerRow
        {
            ThreadId = follower.Thread.Id, AccountId = follower.Thread.AccountId, IsFollowing = true, TagIds = column, IsBlacklisted = follower.Known?.IsBlacklisted ?? false, ToldAt = time.GetUtcNow(),
        };
        if (follower.Known is not null || await store.Writer.CommitAsync(new WriteUnit().InsertIfNew(row)) == WriteOutcome.Duplicate)
            await store.Writer.CommitAsync(new WriteUnit().Patch(row, Tags));
    }

    private async Task MarkAsync(
        WeChatSettings settings, int tag, bool gives, ToldFollower[] part, Dictionary<Guid, HashSet<int>> there, Dictionary<Guid, WeChatVerdict> failures, CancellationToken cancellationToken)
    {
        var (verdict, failed) = await tags.MarkAsync(settings, tag, [.. part.Select(f => f.OpenId)], gives, cancellationToken);
        if (verdict.Reaction == WeChatReaction.Refuse && part.Length > 1 && failed.Count == part.Length && !IsUsedUp(verdict))
        {
            // One whom WeChat does not take spoils the call for all.
            foreach (var follower in part)
                await MarkAsync(settings, tag, gives, [follower], there, failures, cancellationToken);
            return;
        }

        foreach (var follower in part)
        {
            if (failed.Contains(follower.OpenId))
                failures[follower.Thread.Id] = verdict;
            else if (gives)
                there[follower.Thread.Id].Add(tag);
            else
                there[follower.Thread.Id].Remove(tag);
        }
    }

    private async Task<IReadOnlyDictionary<Guid, WeChatVerdict>> RemarksAsync(ConversationStore store, WeChatSettings settings, IReadOnlyList<ToldFollower> followers, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<Guid, WeChatVerdict>();
        foreach (var follower in followers)
        {
            // What we call somebody of whom nothing is known says nothing to WeChat either.
            var name = follower.Contact.DisplayName == ContactNames.For(ChannelKind.WeChat, follower.OpenId) ? "" : FollowerRules.Remark(follower.Contact.DisplayName);
            if (follower.Known?.Remark == name)
                continue;
            var verdict = await users.RemarkAsync(settings, follower.OpenId, name, cancellationToken);
            if (verdict.Reaction != WeChatReaction.None)
                failures[follower.Thread.Id] = verdict;
            else
                await store.Writer.CommitAsync(new WriteUnit().Patch(Row(follower, remark: name), Remark));
        }

        return failures;
    }

    private async Task<IReadOnlyDictionary<Guid, WeChatVerdict>> BlackListAsync(ConversationStore store, WeChatSettings settings, IReadOnlyList<ToldFollower> followers, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<Guid, WeChatVerdict>();
        // Whom we know to be on it need not go there again. That somebody is not, we do not know: they may have been put there before we had a row to note it in.
        foreach (var sort in followers.Where(f => f.Contact.BlockedAt is null || f.Known is not { IsBlacklisted: true }).GroupBy(f => f.Contact.BlockedAt is not null))
        {
            foreach (var part in sort.Chunk(FollowerRules.BlackListBatch))
                await BlockAsync(part, sort.Key);
        }

        return failures;

        async Task BlockAsync(ToldFollower[] part, bool isBlocked)
        {
            var verdict = await users.BlockAsync(settings, part.Select(f => f.OpenId), isBlocked, cancellationToken);
            if (verdict.Reaction == WeChatReaction.Refuse && part.Length > 1 && !IsUsedUp(verdict))
            {
                foreach (var follower in part)
                    await BlockAsync([follower], isBlocked);
                return;
            }

            foreach (var follower in part)
            {
                if (verdict.Reaction != WeChatReaction.None)
                    failures[follower.Thread.Id] = verdict;
                else
                    await store.Writer.CommitAsync(new WriteUnit().Patch(Row(follower, isBlacklisted: isBlocked), Blacklisted));
            }
        }
    }

    /// <summary>What colleagues noted of somebody whose account is gone goes as well.</summary>
    private static async Task<IReadOnlyDictionary<Guid, WeChatVerdict>> EraseAsync(ConversationStore store, IReadOnlyList<ToldFollower> followers, CancellationToken cancellationToken)
    {
        var contacts = followers.Select(f => f.Contact.Id).ToArray();
        await using var context = store.Read();
        foreach (var note in await context.ContactNotes.Where(n => contacts.Contains(n.ContactId)).ToListAsync(cancellationToken))
            await store.Writer.CommitAsync(new WriteUnit().Delete(note));
        return new Dictionary<Guid, WeChatVerdict>();
    }

    private static FollowerRow Row(ToldFollower follower, string remark = "", bool isBlacklisted = false) =>
        new() { ThreadId = follower.Thread.Id, AccountId = follower.Thread.AccountId, Remark = remark, IsBlacklisted = isBlacklisted };
}

using System.Globalization;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Followers;

/// <summary>One step of a long piece of work: up to a hundred followers, beginning where the cursor says.</summary>
internal sealed class FollowerPages(WeChatUsers users, FollowerReading reading, TagMaps maps, ConversationStores stores, IGrainFactory grains, TimeProvider time)
{
    /// <summary>The black list's own reason, where WeChat says no other.</summary>
    public const string BlockedThere = "微信公众平台黑名单";

    private const string Known = "known/";
    private const int MostAhead = 64;

    /// <summary>WeChat lists 10,000 at once, of which a hundred are worked on at a time: the rest is kept for the next steps. Lost, it is asked for again.</summary>
    private readonly Dictionary<(Guid Account, FollowerJobKind Kind, string After), (int Total, IReadOnlyList<string> Others, string Next)> _ahead = [];

    public Task<FollowerStep> StepAsync(ChannelAccount account, FollowerJobKind kind, string cursor, CancellationToken cancellationToken) => kind switch
    {
        FollowerJobKind.Import => ImportAsync(account, cursor, cancellationToken),
        FollowerJobKind.PullTags => PullTagsAsync(account, cursor, cancellationToken),
        FollowerJobKind.RereadUnions => RereadAsync(account, cursor, cancellationToken),
        FollowerJobKind.PullBlackList => PullBlackListAsync(account, cursor, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No piece of work."),
    };

    private async Task<FollowerStep> ImportAsync(ChannelAccount account, string cursor, CancellationToken cancellationToken)
    {
        var (verdict, total, openIds, next) = await AheadAsync(account, FollowerJobKind.Import, cursor, after => users.PageAsync(account.WeChat!, after, cancellationToken));
        return verdict.Reaction != WeChatReaction.None ? new(verdict) : await LearnAsync(account, openIds, next, total, cancellationToken);
    }

    /// <summary>First who carries each of the tags at WeChat, then who carried one as far as we know: of those it may have been taken.</summary>
    private async Task<FollowerStep> PullTagsAsync(ChannelAccount account, string cursor, CancellationToken cancellationToken)
    {
        if (cursor.StartsWith(Known, StringComparison.Ordinal))
            return await KnownAsync(account, cursor, f => f.TagIds != null && f.TagIds != "", cancellationToken);
        var numbers = (await maps.OfAsync(account.Id, cancellationToken)).Keys.Order().ToList();
        var at = cursor.Split('/', 2);
        var number = cursor.Length == 0 ? numbers.FirstOrDefault(-1) : int.Parse(at[0], CultureInfo.InvariantCulture);
        if (number < 0)
            return new(default, Next: Known);
        var (verdict, _, openIds, next) = await AheadAsync(account, FollowerJobKind.PullTags, cursor.Length == 0 ? $"{number}/" : cursor, after => users.TaggedAsync(account.WeChat!, number, after[(after.IndexOf('/', StringComparison.Ordinal) + 1)..], cancellationToken));
        if (verdict.Reaction != WeChatReaction.None)
            return new(verdict);
        var further = next is not null ? $"{number}/{next}" : numbers.Any(n => n > number) ? numbers.First(n => n > number) + "/" : Known;
        return await LearnAsync(account, openIds, further, 0, cancellationToken);
    }

    private Task<FollowerStep> RereadAsync(ChannelAccount account, string cursor, CancellationToken cancellationToken) =>
        KnownAsync(account, cursor.Length == 0 ? Known : cursor, filter: null, cancellationToken);

    private async Task<FollowerStep> PullBlackListAsync(ChannelAccount account, string cursor, CancellationToken cancellationToken)
    {
        var (verdict, total, openIds, next) = await AheadAsync(account, FollowerJobKind.PullBlackList, cursor, after => users.BlackListAsync(account.WeChat!, after, cancellationToken));
        if (verdict.Reaction != WeChatReaction.None)
            return new(verdict);
        var changed = 0;
        foreach (var openId in openIds)
        {
            var threadId = ThreadKey.For(account.Id, openId);
            var grain = grains.GetGrain<IConversationGrain>(threadId);
            await using (var context = stores.For(threadId).Read())
            {
                var known = await context.Threads.Where(t => t.Id == threadId).Join(context.Contacts, t => t.ContactId, c => c.Id, (t, c) => c).SingleOrDefaultAsync(cancellationToken);
                if (known?.BlockedAt is not null)
                    continue;
                // Somebody who never wrote is known from now on.
                if (known is null)
                    await Retried.Async(() => grain.LearnAsync(new FollowerFacts { AccountId = account.Id, OpenId = openId, IsFollowing = false }));
            }

            if (await Retried.Async(() => grain.SaveCustomerAsync(new CustomerChange { Block = (BlockedThere, time.GetUtcNow()) })) == CommandOutcome.Done)
                changed++;
        }

        return new(verdict, openIds.Count, changed, total, next);
    }

    /// <summary>Followers of whom we know already, in the order of their threads, store by store.</summary>
    private async Task<FollowerStep> KnownAsync(ChannelAccount account, string cursor, System.Linq.Expressions.Expression<Func<FollowerRow, bool>>? filter, CancellationToken cancellationToken)
    {
        var parts = cursor[Known.Length..].Split('/');
        var index = parts[0].Length == 0 ? 0 : int.Parse(parts[0], CultureInfo.InvariantCulture);
        var after = parts.Length < 2 ? Guid.Empty : Guid.Parse(parts[1]);
        if (index >= stores.All.Count)
            return new(default);
        await using var context = stores.All[index].Read();
        var threads = context.Threads.Where(t => t.AccountId == account.Id);
        if (filter is not null)
            threads = threads.Join(context.Followers.Where(filter), t => t.Id, f => f.ThreadId, (t, f) => t);
        var total = cursor == Known ? await CountAsync(account, cancellationToken) : 0;
        var page = await threads.Where(t => t.Id.CompareTo(after) > 0).OrderBy(t => t.Id).Take(FollowerRules.InfoBatch).Select(t => new { t.Id, t.ExternalId }).ToListAsync(cancellationToken);
        var next = page.Count == FollowerRules.InfoBatch ? $"{Known}{index}/{page[^1].Id}" : index + 1 < stores.All.Count ? $"{Known}{index + 1}" : null;
        return page.Count == 0 ? new(default, Total: total, Next: next) : await LearnAsync(account, [.. page.Select(p => p.ExternalId)], next, total, cancellationToken);
    }

    private async Task<int> CountAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            count += await context.Threads.CountAsync(t => t.AccountId == account.Id, cancellationToken);
        }

        return count;
    }

    private async Task<(WeChatVerdict Verdict, int Total, IReadOnlyList<string> OpenIds, string? Next)> AheadAsync(
        ChannelAccount account, FollowerJobKind kind, string cursor, Func<string, Task<(WeChatVerdict Verdict, int Total, IReadOnlyList<string> OpenIds, string Next)>> page)
    {
        if (!_ahead.Remove((account.Id, kind, cursor), out var ahead))
        {
            var (verdict, total, openIds, next) = await page(cursor);
            if (verdict.Reaction != WeChatReaction.None)
                return (verdict, 0, [], null);
            ahead = (total, openIds, next);
        }

        var now = ahead.Others.Take(FollowerRules.InfoBatch).ToList();
        var rest = ahead.Others.Skip(now.Count).ToList();
        var prefix = cursor.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? cursor[..(at + 1)] : "";
        if (rest.Count == 0)
            return (default, ahead.Total, now, ahead.Next.Length == 0 ? null : ahead.Next);
        // Of works that were cancelled something is left.
        if (_ahead.Count > MostAhead)
            _ahead.Clear();
        _ahead[(account.Id, kind, prefix + now[^1])] = (ahead.Total, rest, ahead.Next);
        return (default, ahead.Total, now, now[^1]);
    }

    private async Task<FollowerStep> LearnAsync(ChannelAccount account, IReadOnlyList<string> openIds, string? next, int total, CancellationToken cancellationToken)
    {
        if (openIds.Count == 0)
            return new(default, Total: total, Next: next);
        var (verdict, told) = await reading.ReadAsync(account, openIds, cancellationToken);
        if (verdict.Reaction == WeChatReaction.Refuse && openIds.Count > 1 && !FollowerTelling.IsUsedUp(verdict))
        {
            // One whom WeChat does not know spoils the call for all.
            var all = new Dictionary<string, Told>(StringComparer.Ordinal);
            foreach (var openId in openIds)
            {
                var (alone, one) = await reading.ReadAsync(account, [openId], cancellationToken);
                if (alone.CanBeTriedAgain())
                    return new(alone);
                foreach (var each in one)
                    all[each.Key] = each.Value;
            }

            (verdict, told) = (default, all);
        }

        if (verdict.Reaction is WeChatReaction.Refuse && openIds.Count == 1 && !FollowerTelling.IsUsedUp(verdict))
            verdict = default;
        if (verdict.Reaction != WeChatReaction.None)
            return new(verdict);
        return told.Values.Any(t => t.HasFlag(Told.NotStored))
            ? new(new WeChatVerdict(WeChatReaction.Retry, "暂时无法保存"))
            : new(default, openIds.Count, told.Values.Count(t => t.HasFlag(Told.Changed)), total, next);
    }
}

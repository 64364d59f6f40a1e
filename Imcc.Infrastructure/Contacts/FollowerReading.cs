using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Contacts;

/// <summary>Asks WeChat who followers are, and makes it known: to their conversations, and to the persons that their UnionIDs name.</summary>
internal sealed class FollowerReading(WeChatUsers users, TagMaps maps, Merging merging, IGrainFactory grains, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <param name="openIds">1 to 100.</param>
    /// <returns>What WeChat said of the call; Told: what became of each who was told; empty with a verdict other than None.</returns>
    public async Task<(WeChatVerdict Verdict, IReadOnlyDictionary<string, Told> Told)> ReadAsync(ChannelAccount account, IReadOnlyList<string> openIds, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var (verdict, facts) = await users.InfoAsync(account, openIds, cancellationToken);
        var told = new System.Collections.Concurrent.ConcurrentDictionary<string, Told>(StringComparer.Ordinal);
        if (verdict.Reaction != WeChatReaction.None)
            return (verdict, told);
        var map = await maps.OfAsync(account.Id, cancellationToken);
        await Parallel.ForEachAsync(facts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, cancel) =>
            told[one.OpenId] = await LearnAsync(one with { TagMap = map, AskedAt = asked }, cancel));
        return (verdict, told);
    }

    public async Task<Told> LearnAsync(FollowerFacts facts, CancellationToken cancellationToken)
    {
        var threadId = ThreadKey.For(facts.AccountId, facts.OpenId);
        var outcome = await Retried.Async(() => grains.GetGrain<IConversationGrain>(threadId).LearnAsync(facts));
        if (outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone))
            return Told.NotStored;
        if (facts.UnionId is not { } unionId)
            return outcome == CommandOutcome.Done ? Told.Changed : Told.AsBefore;
        await merging.JoinAsync(threadId, unionId, cancellationToken);
        return outcome == CommandOutcome.Done ? Told.Joined | Told.Changed : Told.Joined;
    }
}

/// <summary>What became of what WeChat told of a follower.</summary>
[Flags]
internal enum Told
{
    AsBefore = 0,
    /// <summary>Somebody new, or something of it was not known.</summary>
    Changed = 1,
    /// <summary>A UnionID names the person.</summary>
    Joined = 2,
    /// <summary>It could not be stored now.</summary>
    NotStored = 4,
}

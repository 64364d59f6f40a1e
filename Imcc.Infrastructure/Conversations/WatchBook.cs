using System.Globalization;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Which supervisors look at which conversations, as the rows have it. Only a thread's grain writes them, one act after the other.</summary>
internal sealed class WatchBook(ConversationStores stores, DirectoryCache directory)
{
    private const int Page = 200;

    /// <summary>The columns that change.</summary>
    public static readonly string[] Changeable = [nameof(WatchRow.Mode), nameof(WatchRow.Until), nameof(WatchRow.EndedAt)];

    /// <summary>Who is with a conversation now; each lead once, as far as they have gone on any of their screens.</summary>
    public async Task<IReadOnlyList<Watcher>> ReadAsync(Guid threadId, Guid conversationId, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = stores.For(threadId).Read();
        var rows = await context.Watches.Where(w => w.ConversationId == conversationId && w.EndedAt == null && w.Until > now).ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(w => w.LeadId)
                .Select(g => new Watcher(g.Key, NameOf(g.Key), g.Max(w => w.Mode), g.Min(w => w.Since), g.Any(w => w.ToWatch().IsSeenByAgent)))
                .OrderByDescending(w => w.Mode).ThenBy(w => w.Since).ThenBy(w => w.LeadId),
        ];
    }

    /// <summary>What has run out without anybody saying so.</summary>
    public async Task<IReadOnlyList<Watch>> LapsedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lapsed = new List<Watch>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            lapsed.AddRange((await context.Watches.Where(w => w.EndedAt == null && w.Until <= now).OrderBy(w => w.Until).Take(Page).ToListAsync(cancellationToken)).Select(w => w.ToWatch()));
        }

        return lapsed;
    }

    /// <returns>Null: there is none.</returns>
    public async Task<Watch?> FindAsync(Guid threadId, Guid watchId, CancellationToken cancellationToken = default)
    {
        await using var context = stores.For(threadId).Read();
        return (await context.Watches.SingleOrDefaultAsync(w => w.Id == watchId, cancellationToken))?.ToWatch();
    }

    /// <summary>Carries an act out.</summary>
    /// <param name="current">The conversation, if it still goes on; only that can be begun to be looked at.</param>
    /// <returns>The outcome, and whether others are to be told of it.</returns>
    public async Task<(CommandOutcome Outcome, bool IsNews)> CarryAsync(Guid threadId, Guid conversationId, Conversation? current, WatchAct act, DateTimeOffset now)
    {
        var known = await FindAsync(threadId, act.WatchId);
        var unit = new WriteUnit();
        switch (act)
        {
            case WatchAct.Begin begin when known is null:
                if (current is null)
                    return (CommandOutcome.TooLate, false);
                if (!SteerConduct.MaySteer(current, begin.LeadId, directory.Current))
                    return (CommandOutcome.NotAllowed, false);
                var watch = new Watch
                {
                    Id = begin.WatchId,
                    ThreadId = threadId,
                    ConversationId = conversationId,
                    LeadId = begin.LeadId,
                    IsShown = directory.Current.Supervision.ShowsMonitoringIn(current.GroupId),
                    Since = now,
                    Until = now + Watch.Lease,
                };
                unit.Insert(WatchRow.From(watch));
                unit.Insert(EventOf(watch, current, ConversationEventKind.WatchBegan, now, ""));
                break;
            case WatchAct.Begin when known is { EndedAt: null }:
                return (CommandOutcome.AlreadyDone, false);
            case WatchAct.Renew when known is { EndedAt: null }:
                unit.Patch(WatchRow.From(known.Renew(now)), Changeable);
                break;
            case WatchAct.End when known is { EndedAt: null }:
                var ended = known.End(now);
                unit.Patch(WatchRow.From(ended), Changeable);
                unit.Insert(EventOf(ended, current, ConversationEventKind.WatchEnded, ended.EndedAt!.Value, ((int)(ended.EndedAt.Value - ended.Since).TotalSeconds).ToString(CultureInfo.InvariantCulture)));
                break;
            default:
                return (known is null ? CommandOutcome.NotFound : CommandOutcome.TooLate, false);
        }

        return await stores.For(threadId).Writer.CommitAsync(unit) == WriteOutcome.Committed
            ? (CommandOutcome.Done, act is not WatchAct.Renew)
            : (CommandOutcome.AlreadyDone, false);
    }

    /// <summary>A supervisor speaks: what they look with is raised in the same unit.</summary>
    /// <returns>Whether anybody with the conversation will see the difference.</returns>
    public async Task<bool> RaiseAsync(ThreadWork work, Guid conversationId, Guid leadId, WatchMode mode, DateTimeOffset now)
    {
        await using var context = stores.For(work.After.ThreadId).Read();
        var raised = (await context.Watches.Where(w => w.ConversationId == conversationId && w.LeadId == leadId && w.EndedAt == null && w.Until > now && w.Mode < mode).ToListAsync())
            .ConvertAll(w => w.ToWatch().Raise(mode));
        foreach (var watch in raised)
            work.Also(unit => unit.Patch(WatchRow.From(watch), Changeable));
        return raised.Count > 0;
    }

    private string NameOf(Guid leadId) => directory.Current.Agents.TryGetValue(leadId, out var lead) ? lead.DisplayName : "";

    private static ConversationEventRow EventOf(Watch watch, Conversation? current, ConversationEventKind kind, DateTimeOffset at, string detail) => new()
    {
        Id = Guid.CreateVersion7(at),
        ConversationId = watch.ConversationId,
        ThreadId = watch.ThreadId,
        // Looking changes nothing: it stands beside the revision that was looked at.
        Revision = current?.Id == watch.ConversationId ? current.Revision : 0,
        Kind = kind,
        At = at,
        AgentId = current?.Id == watch.ConversationId ? current.AgentId : null,
        GroupId = current?.Id == watch.ConversationId ? current.GroupId : null,
        SegmentId = current?.Id == watch.ConversationId ? current.SegmentId : null,
        ByAgentId = watch.LeadId,
        Detail = detail,
    };
}

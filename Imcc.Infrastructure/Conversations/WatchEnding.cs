using System.Globalization;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Ends a supervisor's looking, whoever notices that it is over, and enters into the audit log from when to when it was: once.</summary>
internal sealed class WatchEnding(IGrainFactory grains, WatchBook watches, DirectoryCache directory, AuditTrail audit)
{
    public async Task EndAsync(Guid threadId, Guid conversationId, Guid watchId, CancellationToken cancellationToken = default)
    {
        var outcome = await Retried.Async(() => grains.GetGrain<IConversationGrain>(threadId).WatchAsync(conversationId, new WatchAct.End { WatchId = watchId }));
        // Whoever ended it writes it down; a second one finds it ended.
        if (outcome != CommandOutcome.Done || await watches.FindAsync(threadId, watchId, cancellationToken) is not { EndedAt: { } ended } watch
            || !directory.Current.Agents.TryGetValue(watch.LeadId, out var lead))
            return;
        await audit.WriteAsync(
            lead, "conversation.watch.ended", conversationId, $"conversation {conversationId}",
            string.Create(CultureInfo.InvariantCulture, $"{watch.Since:u} to {ended:u}, {(ended - watch.Since).TotalSeconds:0} s; {watch.Mode}"), cancellationToken);
    }
}

using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Contacts;

/// <summary>Which UnionIDs followed on which, since accounts go over from one open platform to another.</summary>
internal sealed class UnionHistory(ConversationStores stores)
{
    /// <summary>Nobody changes platforms more often; and nothing is followed in a circle.</summary>
    private const int MostChanges = 8;

    /// <summary>The UnionID that this one became, wherever a follower had it.</summary>
    public async Task<string> LatestAsync(string unionId, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { unionId };
        for (var i = 0; i < MostChanges; i++)
        {
            if (await NextAsync(unionId, cancellationToken) is not { } next || !seen.Add(next))
                return unionId;
            unionId = next;
        }

        return unionId;
    }

    /// <summary>The UnionIDs that an identity had before.</summary>
    public async Task<IReadOnlyList<string>> EarlierAsync(Guid threadId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        return await context.UnionChanges.Where(c => c.ThreadId == threadId).Select(c => c.OldUnionId).Distinct().ToListAsync(cancellationToken);
    }

    private async Task<string?> NextAsync(string unionId, CancellationToken cancellationToken)
    {
        UnionChangeRow? latest = null;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var change = await context.UnionChanges.Where(c => c.OldUnionId == unionId).OrderByDescending(c => c.At).FirstOrDefaultAsync(cancellationToken);
            if (change is not null && !(latest?.At >= change.At))
                latest = change;
        }

        return latest?.NewUnionId;
    }
}

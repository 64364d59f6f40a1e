using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Replies;

/// <summary>How agents use quick replies. One row an agent; a write that met another one is made again on what is there then.</summary>
internal sealed class ReplyHabits(ConversationStores stores)
{
    private const int Attempts = 4;
    private const int MostFavourites = 50;
    // Of the replies that are taken least, the counts give way.
    private const int MostCounted = 400;

    public async Task<ReplyHabit> ReadAsync(Guid agentId, CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        var row = await context.AgentReplies.SingleOrDefaultAsync(r => r.AgentId == agentId, cancellationToken);
        return row is null
            ? new(new(), [], 0)
            : new(JsonSerializer.Deserialize<Dictionary<Guid, int>>(row.Uses)!, JsonSerializer.Deserialize<HashSet<Guid>>(row.Favourites)!, row.Revision);
    }

    public Task<CommandOutcome> UsedAsync(Guid agentId, Guid replyId, CancellationToken cancellationToken) => ChangeAsync(agentId, habit =>
    {
        if (habit.Uses.Count >= MostCounted && !habit.Uses.ContainsKey(replyId))
            habit.Uses.Remove(habit.Uses.MinBy(u => u.Value).Key);
        habit.Uses[replyId] = habit.Uses.GetValueOrDefault(replyId) + 1;
        return CommandOutcome.Done;
    }, cancellationToken);

    public Task<CommandOutcome> FavourAsync(Guid agentId, Guid replyId, bool isFavourite, CancellationToken cancellationToken) => ChangeAsync(agentId, habit =>
    {
        if (isFavourite && habit.Favourites.Count >= MostFavourites && !habit.Favourites.Contains(replyId))
            return CommandOutcome.TooMany;
        return (isFavourite ? habit.Favourites.Add(replyId) : habit.Favourites.Remove(replyId)) ? CommandOutcome.Done : CommandOutcome.AlreadyDone;
    }, cancellationToken);

    private async Task<CommandOutcome> ChangeAsync(Guid agentId, Func<ReplyHabit, CommandOutcome> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var habit = await ReadAsync(agentId, cancellationToken);
            var outcome = change(habit);
            if (outcome != CommandOutcome.Done)
                return outcome;
            var row = new AgentRepliesRow
            {
                AgentId = agentId,
                Uses = JsonSerializer.Serialize(habit.Uses),
                Favourites = JsonSerializer.Serialize(habit.Favourites),
                Revision = habit.Revision + 1,
            };
            var unit = habit.Revision == 0 ? new WriteUnit().Insert(row) : new WriteUnit().Update(row, habit.Revision);
            if (await stores.Home.Writer.CommitAsync(unit) == WriteOutcome.Committed)
                return CommandOutcome.Done;
        }

        return CommandOutcome.Unavailable;
    }
}

/// <param name="Revision">0: nothing is stored yet.</param>
internal sealed record ReplyHabit(Dictionary<Guid, int> Uses, HashSet<Guid> Favourites, long Revision);

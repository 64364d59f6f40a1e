using Imcc.Core.Desk;
using Imcc.Core.Replies;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Replies;

/// <inheritdoc cref="IReplies"/>
internal sealed class ReplyShelf(IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, ReplyHabits habits, LiveFeed feed, TimeProvider time) : IReplies
{
    private const int MostOwn = 200;

    public async Task<ReplyBook> OpenAsync(Guid agentId, CancellationToken cancellationToken = default)
    {
        var known = directory.Current;
        if (!known.Agents.TryGetValue(agentId, out var agent))
            return ReplyBook.Empty;
        var groups = agent.Skills.Select(s => s.GroupId).ToHashSet();
        await using var context = contexts.CreateDbContext();
        var own = await context.QuickReplies.AsNoTracking().Where(r => r.AgentId == agentId).ToListAsync(cancellationToken);
        var habit = await habits.ReadAsync(agentId, cancellationToken);
        return new(
            [.. QuickReplyRow.InOrder(own).Select(r => r.ToReply()), .. known.Replies.For(groups).OrderBy(r => r.Scope)],
            habit.Uses,
            habit.Favourites,
            groups.Where(known.Groups.ContainsKey).ToDictionary(id => id, id => known.Groups[id].Name));
    }

    public async Task<CommandOutcome> SaveOwnAsync(Guid agentId, OwnReply reply, CancellationToken cancellationToken = default)
    {
        var (title, text, category, code) = (reply.Title.Trim(), reply.Text.Trim(), reply.Category.Trim(), reply.Code.Trim());
        if (title.Length == 0 || text.Length == 0 || (title + category + code).Any(char.IsControl) || text.Contains('\0') || code.Any(char.IsWhiteSpace))
            return CommandOutcome.Invalid;
        if (title.Length > QuickReply.MaxTitle || text.Length > QuickReply.MaxText || category.Length > QuickReply.MaxCategory || code.Length > QuickReply.MaxCode)
            return CommandOutcome.TooLong;
        return await ChangeAsync(agentId, rows =>
        {
            var row = reply.Id is { } id ? rows.Find(r => r.Id == id) : null;
            if (reply.Id is not null && row is null)
                return (CommandOutcome.NotFound, null);
            if (row is null && rows.Count >= MostOwn)
                return (CommandOutcome.TooMany, null);
            if (row is not null && row.Rev != reply.Rev)
                return (CommandOutcome.TooLate, null);
            var now = time.GetUtcNow();
            var made = row is null;
            row ??= new() { Id = Guid.CreateVersion7(now), AgentId = agentId, CreatedAt = now, Position = rows.Count == 0 ? 0 : rows.Max(r => r.Position) + 1 };
            (row.Title, row.Text, row.Category, row.Code, row.Rev) = (title, text, category, code, row.Rev + 1);
            return (CommandOutcome.Done, made ? row : null);
        }, cancellationToken);
    }

    public Task<CommandOutcome> MoveOwnAsync(Guid agentId, Guid replyId, bool up, CancellationToken cancellationToken = default) => ChangeAsync(agentId, rows =>
    {
        var ordered = QuickReplyRow.InOrder(rows).ToList();
        var from = ordered.FindIndex(r => r.Id == replyId);
        var to = up ? from - 1 : from + 1;
        if (from < 0)
            return (CommandOutcome.NotFound, null);
        if (to < 0 || to >= ordered.Count)
            return (CommandOutcome.AlreadyDone, null);
        (ordered[from], ordered[to]) = (ordered[to], ordered[from]);
        for (var i = 0; i < ordered.Count; i++)
            ordered[i].Position = i;
        return (CommandOutcome.Done, null);
    }, cancellationToken);

    public async Task<CommandOutcome> DeleteOwnAsync(Guid agentId, Guid replyId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        if (await context.QuickReplies.Where(r => r.Id == replyId && r.AgentId == agentId).ExecuteDeleteAsync(cancellationToken) == 0)
            return CommandOutcome.NotFound;
        Tell(agentId);
        return CommandOutcome.Done;
    }

    public async Task<CommandOutcome> FavourAsync(Guid agentId, Guid replyId, bool isFavourite, CancellationToken cancellationToken = default)
    {
        var outcome = await habits.FavourAsync(agentId, replyId, isFavourite, cancellationToken);
        if (outcome == CommandOutcome.Done)
            Tell(agentId);
        return outcome;
    }

    public Task<CommandOutcome> UsedAsync(Guid agentId, Guid replyId, CancellationToken cancellationToken = default) => habits.UsedAsync(agentId, replyId, cancellationToken);

    // The agent's own, like a note book: not the directory's, so no version is counted and no other node reads anything anew.
    private async Task<CommandOutcome> ChangeAsync(Guid agentId, Func<List<QuickReplyRow>, (CommandOutcome Outcome, QuickReplyRow? Made)> change, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.QuickReplies.Where(r => r.AgentId == agentId).ToListAsync(cancellationToken);
        var (outcome, made) = change(rows);
        if (outcome != CommandOutcome.Done)
            return outcome;
        if (made is not null)
            context.QuickReplies.Add(made);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return CommandOutcome.TooLate;
        }

        Tell(agentId);
        return CommandOutcome.Done;
    }

    private void Tell(Guid agentId) => feed.Publish(Topic.Agent(agentId), new RepliesChanged());
}

using Imcc.Core.Desk;
using Imcc.Core.Replies;

namespace Imcc.Web.Components.Desk;

/// <summary>The quick replies at hand: read when the desk opens and again when they are others.</summary>
public sealed class DeskReplies(DeskSession session, IReplies replies)
{
    private Guid Me => session.State.AgentId;

    public ReplyBook Book { get; private set; } = ReplyBook.Empty;

    /// <summary>Counts the readings, so that a screen knows whether it has shown the latest.</summary>
    public int Reading { get; private set; }

    public async Task ReadAsync()
    {
        if (await session.Calls.AskAsync<ReplyBook>(async () => await replies.OpenAsync(Me, session.Calls.Closing)) is not { } book)
            return;
        Book = book;
        Reading++;
        session.Raise(DeskParts.Knowledge);
    }

    /// <summary>What the variables stand for in the conversation that is looked at.</summary>
    public IReadOnlyDictionary<string, string> Values(TimeSpan timeOfDay) => session is { Selected: { } c, State.Agent: { } agent }
        ? ReplyVariables.Values(new(c.CustomerName, agent.DisplayName, agent.UserName, c.GroupName, c.AccountName, ReplyVariables.Greeting(timeOfDay)))
        : new Dictionary<string, string>();

    /// <returns>Null: it is done; otherwise why not.</returns>
    public async Task<CommandOutcome?> SaveAsync(OwnReply reply) => await DoAsync(() => replies.SaveOwnAsync(Me, reply), isSilent: true);

    public async Task DeleteAsync(Guid id) => await DoAsync(() => replies.DeleteOwnAsync(Me, id));

    public async Task MoveAsync(Guid id, bool up) => await DoAsync(() => replies.MoveOwnAsync(Me, id, up));

    public async Task FavourAsync(Guid id, bool isFavourite) => await DoAsync(() => replies.FavourAsync(Me, id, isFavourite));

    // Only the order of the list depends on it: no sentence when it fails, and nothing is read anew.
    public Task UsedAsync(Guid id) => session.Calls.DoAsync(() => replies.UsedAsync(Me, id), isSilent: true);

    private async Task<CommandOutcome?> DoAsync(Func<Task<CommandOutcome>> command, bool isSilent = false)
    {
        var outcome = await session.Calls.DoAsync(command, isSilent: isSilent);
        if (!DeskCalls.IsDone(outcome))
            return outcome;
        await ReadAsync();
        return null;
    }
}

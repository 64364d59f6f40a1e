using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The pins of the threads, as the rows have them. Only a thread's grain writes them, one act after the other.</summary>
internal sealed class PinBook(ConversationStores stores, Persons persons, DirectoryCache directory)
{
    private const int LongestText = 400;
    private readonly RemovedPins _removed = new();
    private static readonly string[] Changeable = [nameof(PinRow.Note), nameof(PinRow.Scope)];

    /// <summary>What a conversation shows of its own thread, the latest first.</summary>
    public async Task<IReadOnlyList<PinnedMessage>> ReadAsync(Guid threadId, Guid conversationId, CancellationToken cancellationToken = default)
    {
        await using var context = stores.For(threadId).Read();
        var pinned = await context.Pins
            .Where(p => p.ThreadId == threadId && (p.Scope == PinScope.Customer || p.ConversationId == conversationId))
            .Join(context.Messages, p => p.MessageId, m => m.Id, (p, m) => new { Pin = p, Message = m })
            .OrderByDescending(r => r.Pin.At).ThenByDescending(r => r.Pin.Id).ToListAsync(cancellationToken);
        return [.. pinned.Select(r => View(r.Pin.ToPin(), r.Message.ToMessage()))];
    }

    /// <summary>What is pinned for this customer where they are known otherwise, the latest first.</summary>
    public async Task<IReadOnlyList<PinnedMessage>> ElsewhereAsync(Guid threadId, CancellationToken cancellationToken)
    {
        if (await persons.IdentityAsync(threadId, cancellationToken) is not { Person: var person })
            return [];
        var found = new List<PinnedMessage>();
        foreach (var threads in (await persons.IdentitiesAsync(person, cancellationToken)).Where(i => i.Thread.Id != threadId).GroupBy(i => stores.For(i.Thread.Id), i => i.Thread.Id))
        {
            await using var context = threads.Key.Read();
            var ids = threads.ToArray();
            var pinned = await context.Pins
                .Where(p => ids.Contains(p.ThreadId) && p.Scope == PinScope.Customer)
                .Join(context.Messages, p => p.MessageId, m => m.Id, (p, m) => new { Pin = p, Message = m })
                .OrderByDescending(r => r.Pin.At).ThenByDescending(r => r.Pin.Id).Take(Pin.Most).ToListAsync(cancellationToken);
            found.AddRange(pinned.Select(r => View(r.Pin.ToPin(), r.Message.ToMessage())));
        }

        return [.. found.OrderByDescending(p => p.Pin.At).Take(Pin.Most)];
    }

    /// <summary>Carries an act out and tells what the conversation shows after it; null: nothing has changed.</summary>
    public async Task<(CommandOutcome Outcome, IReadOnlyList<PinnedMessage>? Shown)> CarryAsync(Conversation c, PinAct act, DateTimeOffset now)
    {
        if (act is PinAct.Add add)
        {
            var (refused, meant) = await MeantAsync(c.ThreadId, add);
            if (refused is { } why)
                return (why, null);
            act = meant;
        }

        var shown = await ReadAsync(c.ThreadId, c.Id);
        var isLead = directory.Current.Agents.TryGetValue(act.AgentId, out var agent) && agent is { Enabled: true, IsLead: true };
        var decision = PinConduct.Decide(c, [.. shown.Select(p => p.Pin)], act, isLead, act is PinAct.Restore restore ? _removed.Find(restore.PinId) : null, Guid.CreateVersion7(now), now);
        var unit = new WriteUnit();
        if (decision.Added is { } added)
            unit.Insert(PinRow.From(added));
        if (decision.Changed is { } changed)
            unit.Patch(PinRow.From(changed), Changeable);
        if (decision.Removed is { } removed)
            unit.Delete(PinRow.From(removed));
        if (unit.Changes.Count == 0)
            return (decision.Outcome, null);
        if (await stores.For(c.ThreadId).Writer.CommitAsync(unit) != WriteOutcome.Committed)
            return (CommandOutcome.AlreadyDone, null);
        if (decision.Removed is { } gone)
            _removed.Keep(gone);
        return (CommandOutcome.Done, await ReadAsync(c.ThreadId, c.Id));
    }

    /// <summary>A pin stands on what was said in this very thread, and a number on its message; who may not see all of it names it as they see it.</summary>
    private async Task<(CommandOutcome? Refused, PinAct.Add Meant)> MeantAsync(Guid threadId, PinAct.Add add)
    {
        await using var context = stores.For(threadId).Read();
        var row = await context.Messages.SingleOrDefaultAsync(m => m.Id == add.MessageId && m.ThreadId == threadId);
        if (row?.ToMessage() is not { } message)
            return (CommandOutcome.NotFound, add);
        // What is pinned is seen by everybody who may read the thread.
        if (message.RecalledAt is not null || message.IsWhisper() || !message.Content.IsSpeech || !Enum.IsDefined(add.Scope))
            return (CommandOutcome.Invalid, add);
        if (add.Number.Length == 0)
            return (null, add);
        return message.Content is TextContent text && PersonalNumbers.Named(text.Text, add.Number) is { } number
            ? (null, add with { Number = number })
            : (CommandOutcome.Invalid, add);
    }

    private PinnedMessage View(Pin pin, ThreadMessage message)
    {
        var said = message.RecalledAt is not null ? Recall.Preview : message.Content is TextContent text ? text.Text.Trim() : message.Content.Preview;
        return new(
            pin,
            message.Seq,
            pin.Number.Length > 0 && message.RecalledAt is null ? pin.Number : said.Length <= LongestText ? said : said[..(char.IsHighSurrogate(said[LongestText - 2]) ? LongestText - 2 : LongestText - 1)] + "…",
            message.Sender,
            message.Direction == MessageDirection.Internal,
            NameOf(message.AgentId),
            message.At,
            NameOf(pin.ByAgentId),
            pin.Number.Length > 0 && message.Content is TextContent { Text: var words } ? PersonalNumbers.In(words).Where(n => n.Value == pin.Number).Select(n => (NumberKind?)n.Kind).FirstOrDefault() : null);
    }

    private string NameOf(Guid? agentId) => agentId is { } id && directory.Current.Agents.TryGetValue(id, out var agent) ? agent.DisplayName : "";
}

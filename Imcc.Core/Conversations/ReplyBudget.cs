using Imcc.Core.Channels;
using Imcc.Core.Delivery;

namespace Imcc.Core.Conversations;

/// <summary>How much an account may still write to a customer (回复额度), as far as the thread tells: other systems that write for the same account are not seen here.</summary>
/// <param name="Remaining">Messages that may still be sent.</param>
/// <param name="Allowed">Messages that were allowed when the open allowances began; 0: none is open.</param>
/// <param name="Until">When the last open allowance ends; null: none is open.</param>
/// <param name="NextChange">When the first of them ends: the count is another then.</param>
/// <param name="Why">Why nothing remains, or <see cref="BudgetEnd.None"/>.</param>
public sealed record ReplyBudget(int Remaining, int Allowed, DateTimeOffset? Until, DateTimeOffset? NextChange, BudgetEnd Why)
{
    /// <param name="latest">The latest messages of the thread, in order.</param>
    /// <param name="isWhole">Whether the thread has none before them.</param>
    /// <returns>Null: the channel sets no limit, or these messages do not tell.</returns>
    public static ReplyBudget? Of(ChannelKind channel, IReadOnlyList<ThreadMessage> latest, bool isWhole, DateTimeOffset now) =>
        ReplyAllowance.TableOf(channel) is { } table ? Of(table, latest, isWhole, now) : null;

    /// <param name="table">What the account's channel allows, as it is configured.</param>
    /// <inheritdoc cref="Of(ChannelKind, IReadOnlyList{ThreadMessage}, bool, DateTimeOffset)"/>
    public static ReplyBudget? Of(IReadOnlyList<ReplyAllowance> table, IReadOnlyList<ThreadMessage> latest, bool isWhole, DateTimeOffset now)
    {
        var open = new List<Open>();
        var isKnown = isWhole;
        var isGone = false;
        foreach (var message in InTime(latest))
        {
            if (message.Direction == MessageDirection.Inbound)
            {
                if (message.Content is EventContent { Name: "unsubscribe" })
                    (isGone, isKnown) = (true, true);
                if (ReplyAllowance.TriggerOf(message.Content) is not { } trigger || table.FirstOrDefault(a => a.Trigger == trigger) is not { } allowance)
                    continue;
                (isGone, isKnown) = (false, true);
                open.RemoveAll(o => o.Trigger == trigger);
                open.Add(new Open(allowance, message.At));
            }
            else if (Counts(message))
            {
                // The one that ends first is used first.
                if (open.Where(o => o.Left > 0 && o.Until > SentAt(message)).MinBy(o => o.Until) is { } used)
                    used.Left--;
            }
        }

        if (!isKnown)
            return null;
        var running = isGone ? [] : open.Where(o => o.Until > now).ToList();
        var left = running.Sum(o => o.Left);
        var end = left > 0 ? BudgetEnd.None : isGone ? BudgetEnd.Unfollowed : running.Count == 0 ? BudgetEnd.Closed : BudgetEnd.UsedUp;
        return new(left, running.Sum(o => o.Whole), running.Count == 0 ? null : running.Max(o => o.Until), running.Count == 0 ? null : running.Min(o => o.Until), end);
    }

    /// <summary>What had to wait for the customer used the allowance of the time at which it went out.</summary>
    private static IEnumerable<ThreadMessage> InTime(IReadOnlyList<ThreadMessage> latest) => latest.Any(m => m.LateAt is not null) ? latest.OrderBy(SentAt) : latest;

    private static DateTimeOffset SentAt(ThreadMessage message) => message.LateAt ?? message.At;

    /// <summary>What goes out by the API; an answer in the response to the customer's own request does not, nor does what failed or was taken back in time.</summary>
    private static bool Counts(ThreadMessage message) =>
        message is { Direction: MessageDirection.Outbound, InReplyTo: null, RecalledAt: null, Delivery: DeliveryState.Pending or DeliveryState.Sent };

    private sealed class Open(ReplyAllowance allowance, DateTimeOffset from)
    {
        public ReplyTrigger Trigger => allowance.Trigger;

        public DateTimeOffset Until => from + allowance.ValidFor;

        public int Whole => allowance.Messages;

        public int Left { get; set; } = allowance.Messages;
    }
}

/// <summary>Why nothing may be sent any more.</summary>
public enum BudgetEnd
{
    /// <summary>Something may.</summary>
    None = 0,
    /// <summary>As many as were allowed have been sent.</summary>
    UsedUp = 1,
    /// <summary>The time after what the customer did is over.</summary>
    Closed = 2,
    /// <summary>The customer has left the account.</summary>
    Unfollowed = 3,
}

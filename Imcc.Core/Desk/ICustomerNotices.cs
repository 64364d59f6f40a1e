using Imcc.Core.Channels;
using Imcc.Core.Notices;

namespace Imcc.Core.Desk;

/// <summary>What other systems sent to a customer, for whoever serves them: a customer who asks about a notice is not asked back what it said.</summary>
public interface ICustomerNotices
{
    /// <summary>The latest notices to the person, over all identities, the latest first; empty when the agent may not read the conversation.</summary>
    /// <param name="take">1 to 50.</param>
    Task<IReadOnlyList<CustomerNotice>> ReadAsync(Guid agentId, Guid conversationId, int take, CancellationToken cancellationToken = default);
}

/// <param name="At">When it was taken from the other system.</param>
/// <param name="Text">What it said in one line, masked as this agent may see it.</param>
/// <param name="Error">Why it did not arrive; null: it did, or may still.</param>
public sealed record CustomerNotice(Guid Id, DateTimeOffset At, string AccountName, ChannelKind Channel, NoticeKind Kind, string Text, NoticeState State, string? Error);

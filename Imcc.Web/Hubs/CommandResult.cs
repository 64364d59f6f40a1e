using Imcc.Core.Desk;

namespace Imcc.Web.Hubs;

/// <summary>The answer to each call of the agent hub: what became of it, and a sentence for the person at the desk.</summary>
public record CommandResult
{
    public CommandOutcome Outcome { get; init; }

    public string Message { get; init; } = "";
}

public sealed record SnapshotResult : CommandResult
{
    /// <summary>Null where the outcome is not Done.</summary>
    public DeskSnapshot? Snapshot { get; init; }
}

public sealed record ReplyResult : CommandResult
{
    /// <summary>The sensitive words, where the outcome is Forbidden or NeedsConfirmation.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

public sealed record MessagesResult : CommandResult
{
    public IReadOnlyList<Core.Conversations.ThreadMessage> Messages { get; init; } = [];

    public bool HasEarlier { get; init; }
}

public sealed record CustomerResult : CommandResult
{
    public CustomerCard? Customer { get; init; }
}

public sealed record ConversationsResult : CommandResult
{
    public IReadOnlyList<DeskConversation> Conversations { get; init; } = [];
}

public sealed record TargetsResult : CommandResult
{
    public TransferTargets? Targets { get; init; }
}

public sealed record AssignmentsResult : CommandResult
{
    public IReadOnlyList<AssignmentView> Assignments { get; init; } = [];
}

public sealed record WaitResult : CommandResult
{
    public WaitView? Wait { get; init; }
}

public sealed record ReasonsResult : CommandResult
{
    /// <summary>Of the published tree; 0: there is none.</summary>
    public int Version { get; init; }

    public IReadOnlyList<OfferedReason> Reasons { get; init; } = [];
}

namespace Imcc.Core.Conversations;

/// <summary>
/// One supervisor looking at one conversation on one screen (监听), from when to when. It is a lease: whoever looks renews it, and what is
/// not renewed ends by itself, whatever became of the screen, the process or the machine.
/// </summary>
public sealed record Watch
{
    /// <summary>How long it holds without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>How often a screen renews it: twice may fail.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);

    public required Guid Id { get; init; }

    public required Guid ThreadId { get; init; }

    public required Guid ConversationId { get; init; }

    public required Guid LeadId { get; init; }

    public WatchMode Mode { get; init; }

    /// <summary>The agent sees it even while nothing but looking is done; decided when it began, and it stays so.</summary>
    public bool IsShown { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when it holds.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Null: it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public bool IsOn(DateTimeOffset now) => EndedAt is null && Until > now;

    /// <summary>Whoever speaks is seen by the agent, whatever the rule about looking.</summary>
    public bool IsSeenByAgent => IsShown || Mode != WatchMode.Monitor;

    public Watch Renew(DateTimeOffset now) => EndedAt is null && now + Lease > Until ? this with { Until = now + Lease } : this;

    /// <summary>The supervisor speaks: to the agent, or to the customer. It never sinks again.</summary>
    public Watch Raise(WatchMode mode) => mode > Mode ? this with { Mode = mode } : this;

    /// <summary>The screen is gone, or has not renewed it: then it ended when it ran out.</summary>
    public Watch End(DateTimeOffset now) => EndedAt is null ? this with { EndedAt = now < Until ? now : Until } : this;
}

/// <summary>How far a supervisor is in a conversation. The numbers stand in rows.</summary>
public enum WatchMode
{
    /// <summary>旁听: sees all, says nothing.</summary>
    Monitor = 0,
    /// <summary>协助: whispers to the agent.</summary>
    Whisper = 1,
    /// <summary>加入: speaks to the customer.</summary>
    Join = 2,
}

namespace Imcc.Core.Desk;

/// <summary>How an agent wants to be told of things, and to send: the same on all their machines.</summary>
[GenerateSerializer, Immutable]
public sealed record AgentPreferences
{
    public static readonly AgentPreferences Default = new();

    /// <summary>0 to 100; 0: silent.</summary>
    [Id(0)] public int Volume { get; init; } = 70;

    /// <summary>Names of the events that make no sound: offer, invited, assigned, help, late, reminder, message.</summary>
    [Id(1)] public IReadOnlyList<string> Muted { get; init; } = [];

    [Id(2)] public bool DesktopNotices { get; init; } = true;

    /// <summary>How many need a look, before the page's title.</summary>
    [Id(3)] public bool TitleBadge { get; init; } = true;

    [Id(4)] public SendKey SendKey { get; init; }

    /// <summary>勿扰: until then nothing is heard, and nothing pops up beside the desk.</summary>
    [Id(5)] public DateTimeOffset? QuietUntil { get; init; }

    /// <summary>Counts the changes: an older value never undoes a newer one.</summary>
    [Id(6)] public long Revision { get; init; }

    public bool IsQuiet(DateTimeOffset now) => QuietUntil > now;
}

/// <summary>What sends; the other one begins a new line. The numbers stand in rows.</summary>
public enum SendKey
{
    Enter = 0,
    CtrlEnter = 1,
}

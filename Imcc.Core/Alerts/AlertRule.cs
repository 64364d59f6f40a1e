using System.Collections.Immutable;

namespace Imcc.Core.Alerts;

/// <summary>When supervisors are to be told, and how (告警规则).</summary>
public sealed record AlertRule
{
    public const int LongestName = 60;
    public const int MostRecipients = 20;
    public const int LongestWebhook = 500;
    public static readonly TimeSpan LongestFor = TimeSpan.FromHours(2);
    public static readonly TimeSpan LongestCoolDown = TimeSpan.FromHours(24);
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>It looks at what belongs to this unit and those below it.</summary>
    public required Guid OrgUnitId { get; init; }

    public bool Enabled { get; init; } = true;

    public required AlertKind Kind { get; init; }

    /// <summary>Empty: all.</summary>
    public ImmutableArray<Guid> Groups { get; init; } = [];

    /// <summary>Empty: all.</summary>
    public ImmutableArray<Guid> Accounts { get; init; } = [];

    /// <summary>In the kind's unit. A figure at it is bad, except where low is bad: there only one below it. Of surveys, the highest score that is bad.</summary>
    public required int Limit { get; init; }

    /// <summary>It is over only when the figure is better than this; null: than the limit.</summary>
    public int? Clear { get; init; }

    /// <summary>Service level: with fewer contacts offered it says nothing.</summary>
    public int Least { get; init; } = 10;

    /// <summary>Of <see cref="AlertKind.Words"/>: whose.</summary>
    public WordSides Sides { get; init; } = WordSides.All;

    /// <summary>Over which time events and the service level are counted.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>So long the figure must be bad before anybody is told.</summary>
    public TimeSpan For { get; init; }

    /// <summary>So long after it was told of something it is not told of the same again.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What happened before is not looked at.</summary>
    public DateTimeOffset Since { get; init; }

    public bool OnScreen { get; init; } = true;

    /// <summary>E-mail addresses.</summary>
    public ImmutableArray<string> Mails { get; init; } = [];

    /// <summary>Empty: none.</summary>
    public string Webhook { get; init; } = "";

    /// <summary>The figure from which it is bad. Surveys count bad scores: one is enough.</summary>
    public int Bound => Kind is AlertKind.Survey ? 1 : Limit;

    /// <summary>Events are over when they are seen: nobody waits whether they last.</summary>
    public TimeSpan Patience => Kind.IsOfEvents() ? TimeSpan.Zero : For;

    public bool Covers(Guid? groupId, Guid? accountId) =>
        (Groups.IsEmpty || (groupId is { } group && Groups.Contains(group))) && (Accounts.IsEmpty || (accountId is { } account && Accounts.Contains(account)));

    public bool IsBad(double figure) => Kind.IsLowBad() ? figure < Bound : figure >= Bound;

    /// <summary>Good enough for the alert to be over; between this and bad nothing changes.</summary>
    public bool IsGood(double figure) => Kind.IsLowBad() ? figure >= Math.Max(Clear ?? Bound, Bound) : Clear is { } clear && clear < Bound ? figure <= clear : figure < Bound;

    /// <summary>From when on events count at <paramref name="now"/>: the window, and what happened while nobody looked.</summary>
    public DateTimeOffset EventsFrom(DateTimeOffset now, DateTimeOffset lookedAt)
    {
        var from = now - Window;
        from = lookedAt < from ? lookedAt : from;
        return from > Since ? from : Since;
    }
}

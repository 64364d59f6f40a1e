namespace Imcc.Core.Alerts;

/// <summary>What holds for all alerts of a kind.</summary>
public static class AlertKinds
{
    public static readonly IReadOnlyList<AlertKind> All = Enum.GetValues<AlertKind>();

    public static AlertSubject SubjectOf(this AlertKind kind) => kind switch
    {
        AlertKind.Wait or AlertKind.Waiting or AlertKind.ServiceLevel => AlertSubject.Group,
        AlertKind.Silence or AlertKind.Words or AlertKind.Survey => AlertSubject.Conversation,
        AlertKind.Deliveries => AlertSubject.Account,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind of alert."),
    };

    /// <summary>Whether a low figure is the bad one.</summary>
    public static bool IsLowBad(this AlertKind kind) => kind == AlertKind.ServiceLevel;

    /// <summary>Whether what is counted happened at one moment each, and is looked for over the rule's window.</summary>
    public static bool IsOfEvents(this AlertKind kind) => kind is AlertKind.Words or AlertKind.Survey or AlertKind.Deliveries;

    /// <summary>The smallest and the largest limit that makes sense.</summary>
    public static (int Least, int Most) LimitsOf(this AlertKind kind) => kind switch
    {
        AlertKind.Wait or AlertKind.Silence => (1, 86_400),
        AlertKind.Waiting or AlertKind.Deliveries => (1, 100_000),
        AlertKind.ServiceLevel => (1, 100),
        AlertKind.Survey => (1, 5),
        _ => (1, 1000),
    };
}

namespace Imcc.Core.Conversations;

/// <summary>What a supervisor's screen says about its looking: a closed set.</summary>
[GenerateSerializer, Immutable, Alias("Imcc.WatchAct")]
public abstract record WatchAct
{
    private WatchAct()
    {
    }

    [Id(0)] public required Guid WatchId { get; init; }

    /// <summary>It is opened. Told again with the same id it is opened once.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.WatchAct.Begin")]
    public sealed record Begin([property: Id(0)] Guid LeadId) : WatchAct;

    /// <summary>It is still open.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.WatchAct.Renew")]
    public sealed record Renew : WatchAct;

    /// <summary>It is closed, or its lease has run out.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.WatchAct.End")]
    public sealed record End : WatchAct;
}

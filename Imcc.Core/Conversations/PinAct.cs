namespace Imcc.Core.Conversations;

/// <summary>What somebody wants to do with the pins of a conversation: a closed set. <see cref="PinConduct"/> says what comes of it.</summary>
[GenerateSerializer, Immutable, Alias("Imcc.PinAct")]
public abstract record PinAct
{
    private PinAct()
    {
    }

    /// <summary>Who wants it.</summary>
    [Id(0)] public required Guid AgentId { get; init; }

    /// <param name="Number">One number out of the message; empty: the whole message.</param>
    [GenerateSerializer, Immutable, Alias("Imcc.PinAct.Add")]
    public sealed record Add([property: Id(0)] Guid MessageId, [property: Id(1)] string Number, [property: Id(2)] PinScope Scope, [property: Id(3)] string Note) : PinAct;

    [GenerateSerializer, Immutable, Alias("Imcc.PinAct.Remove")]
    public sealed record Remove([property: Id(0)] Guid PinId) : PinAct;

    /// <summary>What was removed a moment ago comes back as it was.</summary>
    [GenerateSerializer, Immutable, Alias("Imcc.PinAct.Restore")]
    public sealed record Restore([property: Id(0)] Guid PinId) : PinAct;

    [GenerateSerializer, Immutable, Alias("Imcc.PinAct.Annotate")]
    public sealed record Annotate([property: Id(0)] Guid PinId, [property: Id(1)] string Note) : PinAct;

    [GenerateSerializer, Immutable, Alias("Imcc.PinAct.Extend")]
    public sealed record Extend([property: Id(0)] Guid PinId, [property: Id(1)] PinScope Scope) : PinAct;
}

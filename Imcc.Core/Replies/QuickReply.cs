namespace Imcc.Core.Replies;

/// <summary>A text that is written once and sent many times (快捷回复). It may hold variables in braces (<see cref="ReplyVariables"/>).</summary>
[GenerateSerializer, Immutable]
public sealed record QuickReply
{
    public const int MaxTitle = 40;
    public const int MaxCategory = 20;
    public const int MaxCode = 16;
    public const int MaxText = 2000;

    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required ReplyScope Scope { get; init; }

    /// <summary>Whose it is; null: a skill group's or everybody's.</summary>
    [Id(2)] public Guid? AgentId { get; init; }

    [Id(3)] public Guid? GroupId { get; init; }

    [Id(4)] public string Category { get; init; } = "";

    [Id(5)] public required string Title { get; init; }

    [Id(6)] public required string Text { get; init; }

    /// <summary>What an agent types to have it at once; may be empty.</summary>
    [Id(7)] public string Code { get; init; } = "";

    /// <summary>Its place among its like.</summary>
    [Id(8)] public int Position { get; init; }

    [Id(9)] public long Rev { get; init; }
}

/// <summary>Whose a quick reply is. The numbers stand in rows.</summary>
public enum ReplyScope
{
    Own = 1,
    Group = 2,
    Company = 3,
}

namespace Imcc.Core.Reporting;

/// <summary>What is known of a conversation besides its events: by what reports divide it, and what the customer said of it.</summary>
[GenerateSerializer, Immutable]
public sealed record ConversationTraits
{
    [Id(0)] public required Guid ConversationId { get; init; }

    [Id(1)] public required Guid AccountId { get; init; }

    /// <summary>0 to 9.</summary>
    [Id(2)] public int VipTier { get; init; }

    /// <summary>Where the customer came from (<see cref="Contacts.CustomerSource"/>); null: not known.</summary>
    [Id(3)] public Guid? SourceId { get; init; }

    /// <summary>The main reason for contact; null: none was given.</summary>
    [Id(4)] public Guid? ReasonId { get; init; }

    /// <summary>1 to 10: how much of an agent's capacity it takes.</summary>
    [Id(5)] public int Units { get; init; } = 1;

    /// <summary>Nothing more will happen.</summary>
    [Id(6)] public bool IsOver { get; init; }

    /// <summary>The customer was asked how satisfied they were.</summary>
    [Id(7)] public bool IsInvited { get; init; }

    /// <summary>The answer in hundredths of the scale of 1 to 5; null: none.</summary>
    [Id(8)] public int? RatingHundredths { get; init; }

    /// <summary>No served conversation of the same customer about the same reason began in <see cref="RepeatWindow"/> before it.</summary>
    [Id(9)] public bool IsFirstContact { get; init; } = true;

    /// <summary>The customer came again about the same reason within <see cref="RepeatWindow"/> after its end.</summary>
    [Id(10)] public bool IsRepeated { get; init; }

    /// <summary>How long the same customer with the same reason counts as not yet helped: the method by which first-contact resolution is measured.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromDays(7);
}

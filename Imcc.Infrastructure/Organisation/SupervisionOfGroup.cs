namespace Imcc.Infrastructure.Organisation;

/// <summary>A skill group, and whether the other rule of listening in holds for it.</summary>
public sealed class SupervisionOfGroup
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public bool IsException { get; set; }
}

namespace Imcc.Core.Board;

/// <summary>Whose board it is: which groups and agents it shows.</summary>
/// <param name="Groups">Null: all.</param>
/// <param name="Agents">Null: all.</param>
public sealed record BoardScope(IReadOnlySet<Guid>? Groups, IReadOnlySet<Guid>? Agents)
{
    public static readonly BoardScope Everything = new(null, null);

    public bool HasGroup(Guid id) => Groups?.Contains(id) ?? true;

    public bool HasAgent(Guid id) => Agents?.Contains(id) ?? true;

    public bool IsSameAs(BoardScope other) => IsSame(Groups, other.Groups) && IsSame(Agents, other.Agents);

    private static bool IsSame(IReadOnlySet<Guid>? one, IReadOnlySet<Guid>? another) => one is null || another is null ? one is null && another is null : one.SetEquals(another);
}

namespace Imcc.Core.Board;

/// <summary>A figure of a group that has passed a threshold and is still beyond it.</summary>
/// <param name="Since">When it came to this level.</param>
/// <param name="Sounds">To be heard.</param>
public sealed record BoardAlarm(Guid GroupId, string Group, BoardFigure Figure, BoardLevel Level, DateTimeOffset Since, bool Sounds);

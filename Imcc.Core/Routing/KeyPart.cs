namespace Imcc.Core.Routing;

/// <summary>What a part of a key says, for a screen. The names stand in rows: never renamed.</summary>
public enum KeyPart
{
    /// <summary>0: has nothing in hand; 1: has something.</summary>
    Busy = 0,
    /// <summary>With nothing in hand: idle since (ticks, UTC); otherwise: last given something.</summary>
    Since = 1,
    /// <summary>Units used of the capacity.</summary>
    LoadShare = 2,
    /// <summary>Given today in this line, of the time there today (ticks).</summary>
    AssignedRate = 3,
    /// <summary>Twice given today in this line and one, of twice the weight.</summary>
    WeightedTurn = 4,
    /// <summary>The weight, negative: the larger first.</summary>
    Weight = 5,
    /// <summary>The level, negative: the higher first.</summary>
    Level = 6,
    /// <summary>How far the level is from the required one.</summary>
    LevelDistance = 7,
}

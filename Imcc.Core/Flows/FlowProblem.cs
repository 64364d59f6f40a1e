namespace Imcc.Core.Flows;

/// <summary>What is wrong with a flow.</summary>
/// <param name="NodeId">Empty: the whole.</param>
/// <param name="Field">Of the node or of <see cref="FlowContent"/>, as they name it; empty: none in particular.</param>
/// <param name="Argument">A limit, or what stands there.</param>
public sealed record FlowProblem(FlowFault Fault, string NodeId = "", string Field = "", string Argument = "")
{
    /// <summary>Whether it may be published all the same.</summary>
    public bool IsWarning => Fault is FlowFault.NobodyReached or FlowFault.LongText;
}

/// <summary>The names stand in the screens' texts.</summary>
public enum FlowFault
{
    /// <summary>There is no node to begin with.</summary>
    Empty,
    TooMany,
    TooLong,
    Missing,
    OutOfRange,
    /// <summary>Two nodes with one id, or an id that cannot be one.</summary>
    IdBad,
    /// <summary>A way out that leads nowhere.</summary>
    WayOpen,
    /// <summary>A way out that leads to a node that is not there.</summary>
    WayLost,
    /// <summary>No way leads to it.</summary>
    Unreachable,
    /// <summary>A circle in which nothing is asked, or that somebody whose answers do not fit never leaves.</summary>
    Circle,
    PatternBad,
    NumberBad,
    /// <summary>Two options that one answer means, or one that is a word to leave by.</summary>
    SameWord,
    /// <summary>A text or rule names a slot that nothing fills.</summary>
    SlotUnknown,
    /// <summary>A slot whose name has braces in it.</summary>
    SlotBad,
    GroupGone,
    /// <summary>Warning: no way leads to a person.</summary>
    NobodyReached,
    /// <summary>Warning: what is said at once is more than one message of a channel holds.</summary>
    LongText,
}

namespace Imcc.Core.Reasons;

/// <summary>What is wrong with a tree, or with one place in it.</summary>
/// <param name="NodeId">Where; null: the tree as a whole.</param>
/// <param name="Place">The name or code that people know it by.</param>
/// <param name="Argument">What the sentence names: a limit, a code.</param>
public sealed record ReasonProblem(ReasonFault Fault, Guid? NodeId = null, string Place = "", object? Argument = null);

/// <summary>What can be wrong with a reason tree. Each has a sentence on screen (<c>ReasonFault_{name}</c>).</summary>
public enum ReasonFault
{
    TooManyNodes,
    TooDeep,
    Circle,
    ParentMissing,
    NameMissing,
    NameTooLong,
    NameTwice,
    CodeMissing,
    CodeTooLong,
    CodeTwice,
    CodeCharacters,
    KeywordsTooMany,
    KeywordTooLong,
    /// <summary>A row of a sheet has a name below an empty level.</summary>
    LevelSkipped,
    /// <summary>Two rows of a sheet stand for the same path.</summary>
    PathTwice,
    /// <summary>Neither yes nor no.</summary>
    EnabledUnknown,
    /// <summary>The sheet's first row does not name the columns.</summary>
    NoHeader,
    /// <summary>There is nothing in the sheet.</summary>
    NoRows,
    ControlCharacters,
}

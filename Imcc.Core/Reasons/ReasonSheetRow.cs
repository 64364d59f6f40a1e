namespace Imcc.Core.Reasons;

/// <summary>One row of a sheet of reasons, as it was written: a node, by the names of the levels down to it.</summary>
/// <param name="Number">Of the row in the sheet; the first below the header is 2.</param>
/// <param name="Levels">Five of them, the deeper ones empty.</param>
/// <param name="Keywords">Divided by commas, blanks or semicolons.</param>
/// <param name="Enabled">是, 否, yes, no, 1, 0, true, false; empty: yes.</param>
public sealed record ReasonSheetRow(int Number, string Code, IReadOnlyList<string> Levels, string Keywords, string Enabled);

/// <summary>What is wrong in a row.</summary>
/// <param name="Row">Its number in the sheet; 0: the sheet as a whole.</param>
public sealed record ReasonSheetProblem(int Row, ReasonFault Fault, string Place = "", object? Argument = null);

/// <summary>What a sheet says: the tree as it would be, or all that is wrong with it.</summary>
public sealed record ReasonSheetReading(IReadOnlyList<ReasonNode> Nodes, IReadOnlyList<ReasonSheetProblem> Problems);

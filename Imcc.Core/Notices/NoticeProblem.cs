namespace Imcc.Core.Notices;

/// <summary>Why a notice is not taken. The codes are told to other systems: never renamed.</summary>
/// <param name="Code">In English, without blanks: <c>recipient_missing</c>.</param>
/// <param name="Message">For whoever reads the log of the other system: Chinese, then English.</param>
public sealed record NoticeProblem(string Code, string Message);

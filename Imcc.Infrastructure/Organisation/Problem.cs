namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// Why a change was not made: which field, and a code that the screens have a sentence for in each language
/// (resource <c>Problem_{Code}</c>).
/// </summary>
/// <param name="Field">The draft's property; empty when it concerns the whole.</param>
/// <param name="Argument">What the sentence names: a limit, a key.</param>
public sealed record Problem(string Field, string Code, object? Argument = null);

/// <summary>What became of a change: made (no problems), or not at all.</summary>
/// <param name="Id">The thing made or changed.</param>
public sealed record ChangeOutcome(Guid Id, IReadOnlyList<Problem> Problems)
{
    public bool Made => Problems.Count == 0;
}

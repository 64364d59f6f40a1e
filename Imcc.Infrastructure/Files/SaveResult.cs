namespace Imcc.Infrastructure.Files;

/// <summary>What became of a file that somebody wanted to store; <paramref name="File"/> is there when it was saved.</summary>
public sealed record SaveResult(SaveOutcome Outcome, StoredFile? File = null);

public enum SaveOutcome
{
    Saved = 0,
    Empty = 1,
    TooLarge = 2,
    /// <summary>Its bytes are of no kind that we take, whatever its name says.</summary>
    Unsupported = 3,
}

namespace Imcc.Core.Desk;

/// <summary>Translation by the service that the organisation has set up (翻译); without one it is off, and nothing of it is shown.</summary>
public interface ITranslations
{
    bool IsOn { get; }

    /// <summary>Personal numbers do not leave the house: they go out masked, and stand in the result as they stood in the text.</summary>
    /// <param name="text">As the person sees it; at most 2,000 characters.</param>
    /// <param name="target">ISO 639-1: zh, en …</param>
    /// <param name="source">Null: found out.</param>
    Task<Translated> TranslateAsync(string text, string target, string? source = null, CancellationToken cancellationToken = default);
}

/// <param name="Text">Empty where there is none.</param>
/// <param name="Source">The language that it was written in, as the service says.</param>
public sealed record Translated(TranslationOutcome Outcome, string Text = "", string? Source = null);

/// <summary>What came of it.</summary>
public enum TranslationOutcome
{
    Done = 0,
    /// <summary>It is in that language already.</summary>
    Same = 1,
    TooLong = 2,
    /// <summary>The service does not know the language.</summary>
    UnknownLanguage = 3,
    /// <summary>The service takes no more for now.</summary>
    Busy = 4,
    /// <summary>The service does not answer, not in time, or not sensibly.</summary>
    Unavailable = 5,
    /// <summary>There is no service.</summary>
    Off = 6,
}

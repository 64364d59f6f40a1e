using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>A translator that puts the language in front of the words, if a test switches it on.</summary>
internal sealed class FakeTranslations : ITranslations
{
    public bool IsOn { get; set; }

    /// <summary>What its customers speak.</summary>
    public string Spoken { get; set; } = "en";

    public TranslationOutcome Outcome { get; set; } = TranslationOutcome.Done;

    public List<(string Text, string Target)> Asked { get; } = [];

    public Task<Translated> TranslateAsync(string text, string target, string? source = null, CancellationToken cancellationToken = default)
    {
        Asked.Add((text, target));
        var from = target == Spoken ? "zh" : Spoken;
        return Task.FromResult(Outcome == TranslationOutcome.Done ? new Translated(Outcome, $"[{target}] {text}", from) : new Translated(Outcome, "", from));
    }
}

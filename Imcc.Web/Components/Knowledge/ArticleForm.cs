using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;

namespace Imcc.Web.Components.Knowledge;

/// <summary>An article as somebody writes it: what stands on the form, what was saved last, and whether that is the same.</summary>
public sealed class ArticleForm(ArticleContent saved, long revision)
{
    private readonly List<string> _similar = [.. saved.Similar];

    public ArticleContent Saved { get; private set; } = saved;

    /// <summary>Which saving <see cref="Saved"/> is of.</summary>
    public long Revision { get; private set; } = revision;

    /// <summary>Everything but the similar questions, which are written line by line.</summary>
    public ArticleContent Current { get; private set; } = saved;

    /// <summary>As written: empty lines stay until somebody removes them.</summary>
    public IReadOnlyList<string> Similar => _similar;

    public ArticleContent Content => Current with { Title = Current.Title.Trim(), Similar = [.. _similar.Select(s => s.Trim()).Where(s => s.Length > 0)] };

    public bool IsDirty => !Content.Says(Saved);

    public void Change(Func<ArticleContent, ArticleContent> change) => Current = change(Current);

    public void Answer(Func<ArticleAnswer, ArticleAnswer> change) => Current = Current with { Answer = change(Current.Answer) };

    public void TextFor(ChannelKind? channel, string text) => Answer(a =>
        channel is not { } kind ? a with { Text = text }
        : text.Length == 0 ? a with { Texts = a.Texts.Remove(kind) }
        : a with { Texts = a.Texts.SetItem(kind, text) });

    public void SetSimilar(int at, string text) => _similar[at] = text;

    public void RemoveSimilar(int at) => _similar.RemoveAt(at);

    /// <summary>Takes one from its place and puts it at another.</summary>
    public void MoveSimilar(int from, int to)
    {
        if (from < 0 || from >= _similar.Count || to < 0 || to >= _similar.Count)
            return;
        var moved = _similar[from];
        _similar.RemoveAt(from);
        _similar.Insert(to, moved);
    }

    /// <summary>Each line is a question; what stands there already is left out.</summary>
    /// <returns>How many were left out.</returns>
    public int AddSimilar(string lines)
    {
        var known = _similar.Append(Current.Title).Select(Fold).ToHashSet(StringComparer.Ordinal);
        var fresh = lines.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var added = fresh.Where(l => known.Add(Fold(l))).ToList();
        _similar.AddRange(added);
        return fresh.Length - added.Count;
    }

    /// <summary>Whether the same question stands further up, or as the title.</summary>
    public bool IsTwice(int at)
    {
        var folded = Fold(_similar[at]);
        return folded.Length > 0 && (folded == Fold(Current.Title) || _similar.Take(at).Any(s => Fold(s) == folded));
    }

    /// <summary>This is what is saved now, by whomever; what is written here stays.</summary>
    public void Keep(ArticleContent saved, long revision) => (Saved, Revision) = (saved, revision);

    public void Replace(ArticleContent content)
    {
        Current = content;
        _similar.Clear();
        _similar.AddRange(content.Similar);
    }

    /// <summary>For the browser to keep until it is saved.</summary>
    public string Write() => JsonSerializer.Serialize(new Unsaved(Revision, Current with { Similar = [.. _similar] }));

    /// <summary>What a browser kept of it; null: nothing, or nothing else than what is saved.</summary>
    public static Unsaved? Read(string? json, ArticleContent saved)
    {
        try
        {
            return json is { Length: > 0 } && JsonSerializer.Deserialize<Unsaved>(json) is { Content: { } content } kept && IsWhole(content) && !content.Says(saved) ? kept : null;
        }
        catch (JsonException)
        {
            // An older version of us wrote it.
            return null;
        }
    }

    // What came out of a browser may lack anything.
    private static bool IsWhole(ArticleContent content) => content is { Title: not null, Answer: { Text: not null, Texts: not null, RichText: not null, Pictures.IsDefault: false }, Code: not null }
        && !content.Similar.IsDefault && !content.Attachments.IsDefault && !content.Tags.IsDefault && !content.Accounts.IsDefault && !content.Related.IsDefault;

    // As a person takes two questions for the same: small letters, narrow, without blanks and marks.
    private static string Fold(string text) =>
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <param name="Revision">What was saved when it was written.</param>
    public sealed record Unsaved(long Revision, ArticleContent Content);
}

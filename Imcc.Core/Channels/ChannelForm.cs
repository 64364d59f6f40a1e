using System.Collections.Immutable;

namespace Imcc.Core.Channels;

/// <summary>
/// What connects an account of one kind with its channel: the fields that an administrator fills in on screen, or the configuration gives by the same names.
/// Adding a kind needs no screen, no column and no migration of its own.
/// </summary>
public sealed record ChannelForm(ChannelKind Kind, ImmutableArray<ChannelField> Fields)
{
    /// <summary>The names of the fields that are not as they must be, in the form's order.</summary>
    public IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> values) =>
        [.. Fields.Where(f => !f.Accepts(values.GetValueOrDefault(f.Name, ""))).Select(f => f.Name)];
}

/// <summary>One field of a <see cref="ChannelForm"/>. Its label and its help stand in the texts under <c>{Kind}.{Name}</c> and <c>{Kind}.{Name}.Help</c>.</summary>
/// <param name="Name">As in the configuration: <c>AppId</c>.</param>
/// <param name="MaxLength">In characters, at most 2,000.</param>
/// <param name="Check">Whether a value that is there is a good one; null: any is.</param>
/// <param name="Choices">The values to choose from; empty: free text.</param>
public sealed record ChannelField(
    string Name,
    bool IsSecret = false,
    bool IsRequired = true,
    string Default = "",
    int MaxLength = 200,
    Func<string, bool>? Check = null,
    ImmutableArray<string> Choices = default)
{
    public bool Accepts(string value) =>
        value.Length == 0 ? !IsRequired
        : value.Length <= MaxLength && (Choices.IsDefaultOrEmpty || Choices.Contains(value)) && (Check is null || Check(value));
}

using System.Collections.Immutable;

namespace Imcc.Core.Channels;

/// <summary>
/// One field of a <see cref="ChannelForm"/>. Its label and its help stand in the texts under <c>{Kind}.{Name}</c> and <c>{Kind}.{Name}.Help</c>, what is wrong with a
/// value under <c>{Kind}.{Name}.FieldBad</c>, a choice under <c>{Kind}.{Name}.{Choice}</c>.
/// </summary>
/// <param name="Name">As in the configuration: <c>AppId</c>. Not one of the words that every account has (<c>Key</c>, <c>Name</c>, <c>Welcome</c> …).</param>
/// <param name="IsSecret">It goes in and never comes out again.</param>
/// <param name="MaxLength">In characters, at most 2,000.</param>
/// <param name="Check">Whether a value that is there is a good one; null: any is.</param>
/// <param name="Choices">The values to choose from; empty: free text.</param>
/// <param name="IsAddress">A web address; one that begins with a slash is a path of our own, and the channel is told the whole of it.</param>
/// <param name="Suggest">Makes a good value: a new account begins with one. Null: it is the channel that says what it is.</param>
public sealed record ChannelField(
    string Name,
    bool IsSecret = false,
    bool IsRequired = true,
    string Default = "",
    int MaxLength = 200,
    Func<string, bool>? Check = null,
    ImmutableArray<string> Choices = default,
    bool IsAddress = false,
    Func<string>? Suggest = null)
{
    public bool Accepts(string value) =>
        value.Length == 0 ? !IsRequired
        : value.Length <= MaxLength && (Choices.IsDefaultOrEmpty || Choices.Contains(value)) && (Check is null || Check(value));
}

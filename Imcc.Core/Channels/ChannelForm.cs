using System.Collections.Immutable;

namespace Imcc.Core.Channels;

/// <summary>
/// What connects an account of one kind with its channel: the fields that an administrator fills in on screen, or the configuration gives by the same names.
/// Adding a kind needs no screen, no column and no migration of its own.
/// </summary>
public sealed record ChannelForm(ChannelKind Kind, ImmutableArray<ChannelField> Fields)
{
    /// <summary>What the channel's own console has to be told about us, to be copied from the screen.</summary>
    public ImmutableArray<ChannelAddress> Addresses { get; init; } = [];

    /// <summary>The names of the fields that are not as they must be, in the form's order.</summary>
    public IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> values) =>
        [.. Fields.Where(f => !f.Accepts(values.GetValueOrDefault(f.Name, ""))).Select(f => f.Name)];
}

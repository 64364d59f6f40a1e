using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Imcc.Core.Channels;

/// <summary>The forms of all channels that have one, each registered by its channel.</summary>
public sealed class ChannelForms
{
    private readonly FrozenDictionary<ChannelKind, ChannelForm> _forms;

    /// <exception cref="ArgumentException">Two forms for one kind, or two fields of one name: a mistake in the registration.</exception>
    public ChannelForms(IEnumerable<ChannelForm> forms)
    {
        All = [.. forms.OrderBy(f => f.Kind)];
        _forms = All.ToFrozenDictionary(f => f.Kind);
        foreach (var form in All)
        {
            if (form.Fields.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new ArgumentException($"The form of {form.Kind} has two fields '{twice.Key}'.", nameof(forms));
        }
    }

    /// <summary>By the order of their kinds.</summary>
    public ImmutableArray<ChannelForm> All { get; }

    /// <returns>Null: the kind has none.</returns>
    public ChannelForm? Of(ChannelKind kind) => _forms.GetValueOrDefault(kind);
}

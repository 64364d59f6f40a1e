using System.Collections.Immutable;

namespace Imcc.Core.Channels;

/// <summary>The values of a <see cref="ChannelForm"/>, secrets among them: what the compiler would print must not reach a log.</summary>
[GenerateSerializer, Immutable]
public sealed record ChannelConnection([property: Id(0)] ImmutableDictionary<string, string> Values)
{
    public static readonly ChannelConnection None = new(ImmutableDictionary<string, string>.Empty);

    /// <summary>Empty where there is none.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    public override string ToString() => nameof(ChannelConnection);
}

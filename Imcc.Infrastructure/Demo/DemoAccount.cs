using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Demo;

/// <summary>An account that the demo has besides its own, of a kind with a form: registered by whoever stands in for that channel.</summary>
/// <param name="Values">Fills in the form when the account is made; what is left out has its default.</param>
public sealed record DemoAccount(string Key, ChannelKind Kind, string Name, Func<IReadOnlyDictionary<string, string>> Values);

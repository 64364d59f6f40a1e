namespace Imcc.Core.Channels;

/// <summary>Asks a channel whether an account is connected as its form says, before that is saved on screen. Optional: one implementation a kind.</summary>
public interface IChannelCheck
{
    ChannelKind Kind { get; }

    /// <param name="account">As it would be.</param>
    /// <returns>Empty: all is well. Never throws for what the channel answers.</returns>
    Task<IReadOnlyList<ChannelProblem>> ProblemsAsync(ChannelAccount account, CancellationToken cancellationToken);
}

/// <summary>What a channel would not have of a form.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Code">The texts have a sentence for it under <c>{Kind}.{Field}.{Code}</c>.</param>
/// <param name="Detail">What the sentence names; never a secret.</param>
public sealed record ChannelProblem(string Field, string Code, string Detail = "");

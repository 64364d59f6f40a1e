using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>Asks for a token by what was entered: a wrong AppID or secret is said while it is still on screen. A server that cannot be reached is no reason not to save.</summary>
internal sealed class QqCheck(QqTokens tokens) : IChannelCheck
{
    public ChannelKind Kind => ChannelKind.Qq;

    public async Task<IReadOnlyList<ChannelProblem>> ProblemsAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        QqSettings.Of(account) is { } settings
        && await tokens.GetAsync(settings, cancellationToken) is QqTokenOutcome.Unavailable { Verdict: { Reaction: QqReaction.Misconfigured } verdict }
            ? [new(QqForm.Secret, "Denied", verdict.Reason)]
            : [];
}

using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>Tells QQ that a tapped button was taken, so that the customer's screen stops waiting: it gives up after five seconds.</summary>
public sealed partial class QqInteractions
{
    private readonly QqApi _api;
    private readonly ILogger<QqInteractions> _logger;

    internal QqInteractions(QqApi api, ILogger<QqInteractions> logger) => (_api, _logger) = (api, logger);

    public async Task AcknowledgeAsync(ChannelAccount account, string interactionId, CancellationToken cancellationToken)
    {
        if (QqSettings.Of(account) is not { } settings)
            return;
        var call = await _api.CallAsync(settings, HttpMethod.Put, "/interactions/" + Uri.EscapeDataString(interactionId), "{\"code\":0}", cancellationToken);
        if (call.Success is null)
            NotAcknowledged(account.Key, call.Verdict.Reason);
    }

    [LoggerMessage(LogLevel.Warning, "QQ did not hear that a tap of {Account} was taken: {Error}")]
    private partial void NotAcknowledged(string account, string error);
}

using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>Tells the other system that somebody is writing, where its account wants to know. Once, and never again: the next key press tells it anew.</summary>
internal sealed class OpenTyping(OpenWebhook webhook, TimeProvider time) : IChannelTyping
{
    public ChannelKind Kind => ChannelKind.Open;

    public async Task TypingAsync(ChannelAccount account, string externalId, bool isTyping, CancellationToken cancellationToken)
    {
        var settings = new OpenSettings(account);
        if (!settings.TellsTyping || settings.Webhook is not { } target || settings.Key is not { } key)
            return;
        var now = time.GetUtcNow();
        try
        {
            await webhook.PostAsync(target, key, "typing_" + Guid.CreateVersion7(now).ToString("N"), OpenEvents.ForTyping(account, externalId, isTyping, now), cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A courtesy: nobody is worse off.
        }
    }
}

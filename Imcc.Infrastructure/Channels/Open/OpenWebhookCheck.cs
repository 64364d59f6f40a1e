using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>Asks a webhook to say a word back before its address is saved: whoever enters an address must be at home there.</summary>
internal sealed class OpenWebhookCheck(OpenWebhook webhook, TimeProvider time) : IChannelCheck
{
    public ChannelKind Kind => ChannelKind.Open;

    public async Task<IReadOnlyList<ChannelProblem>> ProblemsAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        var settings = new OpenSettings(account);
        if (settings.Webhook is not { } target || settings.Key is not { } key)
            return [];
        var now = time.GetUtcNow();
        var challenge = RandomNumberGenerator.GetHexString(32, lowercase: true);
        try
        {
            var answer = await webhook.PostAsync(target, key, "verification_" + Guid.CreateVersion7(now).ToString("N"), OpenEvents.ForVerification(account, challenge, now), cancellationToken);
            if (!answer.IsGood)
                return Problem("Refused", answer.Status.ToString(CultureInfo.InvariantCulture));
            return Echo(answer.Body) == challenge ? [] : Problem("NoEcho");
        }
        catch (Exception e) when (InternalAddressException.IsIn(e))
        {
            return Problem("Internal");
        }
        catch (HttpRequestException e)
        {
            return Problem("Unreachable", e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Problem("TooSlow");
        }
    }

    /// <summary>As <c>{"challenge":"…"}</c>, or the bare word.</summary>
    private static string? Echo(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        if (!text.StartsWith('{'))
            return text;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("challenge", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ChannelProblem[] Problem(string code, string detail = "") => [new(OpenSettings.WebhookUrl, code, detail)];
}

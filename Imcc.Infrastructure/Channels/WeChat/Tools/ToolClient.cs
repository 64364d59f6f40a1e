using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat.Tools;

/// <summary>What WeChat tells about an account's own standing: its callback, its quotas, its addresses.</summary>
internal sealed class ToolClient(WeChatApi api)
{
    public async Task<(CallbackCheck? Check, WeChatAnswer Answer)> CheckAsync(WeChatSettings settings, string action, string from, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync(settings, "/cgi-bin/callback/check", WeChatJson.Object(("action", action), ("check_operator", from)), cancellationToken);
        return answer.IsDone
            ? (new CallbackCheck(
                [.. WeChatAnswer.Items(answer.Json, "dns").Select(d => new CheckedAddress(WeChatAnswer.Text(d, "ip"), WeChatAnswer.Text(d, "real_operator"), "", ""))],
                [.. WeChatAnswer.Items(answer.Json, "ping").Select(p => new CheckedAddress(
                    WeChatAnswer.Text(p, "ip"), WeChatAnswer.Text(p, "from_operator"), WeChatAnswer.Text(p, "package_loss"), WeChatAnswer.Text(p, "time")))]), answer)
            : (null, answer);
    }

    public async Task<QuotaLine> QuotaAsync(WeChatSettings settings, string path, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync(settings, "/cgi-bin/openapi/quota/get", WeChatJson.Object(("cgi_path", path)), cancellationToken);
        if (!answer.IsDone)
            return new(path, 0, 0, 0, null, null, answer.Error);
        var quota = answer.Json.TryGetProperty("quota", out var given) ? given : default;
        var rate = answer.Json.TryGetProperty("rate_limit", out var limit) ? limit : default;
        var (most, used) = (WeChatAnswer.Number(quota, "daily_limit") ?? 0, WeChatAnswer.Number(quota, "used") ?? 0);
        return new(path, most, used, WeChatAnswer.Number(quota, "remain") ?? most - used, WeChatAnswer.Number(rate, "call_count"), WeChatAnswer.Number(rate, "refresh_second"), null);
    }

    public Task<WeChatAnswer> ClearQuotaAsync(WeChatSettings settings, CancellationToken cancellationToken) =>
        api.AskAsync(settings, "/cgi-bin/clear_quota", WeChatJson.Object(("appid", settings.AppId)), cancellationToken);

    public async Task<(CallDetails? Call, string? Error)> RidAsync(WeChatSettings settings, string rid, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync(settings, "/cgi-bin/openapi/rid/get", WeChatJson.Object(("rid", rid)), cancellationToken);
        if (!answer.IsDone)
            return (null, answer.Error);
        var request = answer.Json.TryGetProperty("request", out var given) ? given : default;
        return (new(
            WeChatAnswer.Number(request, "invoke_time") is { } seconds and > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null, WeChatAnswer.Number(request, "cost_in_ms"),
            WithoutToken(WeChatAnswer.Text(request, "request_url")), WeChatAnswer.Text(request, "request_body"), WeChatAnswer.Text(request, "response_body"), WeChatAnswer.Text(request, "client_ip")), null);
    }

    /// <param name="path"><c>/cgi-bin/get_api_domain_ip</c> or <c>/cgi-bin/getcallbackip</c>.</param>
    public async Task<(IReadOnlyList<string>? Addresses, WeChatAnswer Answer)> AddressesAsync(WeChatSettings settings, string path, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync(settings, path, null, cancellationToken);
        return (answer.IsDone ? [.. WeChatAnswer.Items(answer.Json, "ip_list").Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!).Order(StringComparer.Ordinal)] : null, answer);
    }

    // The token in it is good still.
    private static string WithoutToken(string address)
    {
        var at = address.IndexOf("access_token=", StringComparison.Ordinal);
        if (at < 0)
            return address;
        var end = address.IndexOf('&', at);
        return address[..(at + "access_token=".Length)] + "…" + (end < 0 ? "" : address[end..]);
    }
}

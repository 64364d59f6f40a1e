using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.Qq;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Webhooks;

/// <summary>Takes one callback of QQ: readable, genuine, stored, then acknowledged. What cannot be stored is told so, for QQ delivers it again.</summary>
internal sealed partial class QqReceiver(Func<Directory> directory, IIntake intake, IQqReviews reviews, QqInteractions interactions, TimeProvider time, ILogger<QqReceiver> logger)
{
    public const int MaxBody = 1024 * 1024;

    private const int Dispatch = 0;
    private const int Heartbeat = 1;
    private const int AddressCheck = 13;
    private const string Taken = "{\"op\":12,\"d\":0}";

    /// <summary>QQ delivers it again.</summary>
    private const string NotTaken = "{\"op\":12,\"d\":1}";

    /// <summary>How far QQ's clock and ours may be apart; beyond that a request that was overheard is sent again by somebody.</summary>
    private static readonly TimeSpan ClockWindow = TimeSpan.FromMinutes(5);

    /// <summary>So long after QQ's people decided, the message that they decided about has been noted.</summary>
    private static readonly TimeSpan NotedBy = TimeSpan.FromMinutes(2);

    /// <summary>Nobody says how long QQ waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, QqKey> _keys = new(StringComparer.Ordinal);

    public async Task ReceiveAsync(HttpContext context)
    {
        var receivedAt = time.GetUtcNow();
        if (Account(context) is not { } account || QqSettings.Of(account) is not { } settings)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (status, answer) = await AnswerAsync(context, account, settings, receivedAt);
        if (answer is null)
        {
            Refused(account.Key, status);
            context.Response.StatusCode = status;
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(answer);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Whoever called went away; it will be delivered again, and taken once.
        }
    }

    private async Task<(int Status, string? Answer)> AnswerAsync(HttpContext context, ChannelAccount account, QqSettings settings, DateTimeOffset receivedAt)
    {
        var (status, body) = await RequestBody.ReadAsync(context, MaxBody);
        if (body is null)
            return (status, null);
        if (QqEnvelope.Read(body) is not { } envelope)
            return (StatusCodes.Status400BadRequest, null);
        // The check of the address may come unsigned.
        if (envelope.Op == AddressCheck)
            return Check(settings, envelope);
        if (!IsGenuine(context, settings, body, receivedAt))
            return (StatusCodes.Status401Unauthorized, null);
        return (StatusCodes.Status200OK, envelope.Op switch
        {
            Dispatch => await TakeAsync(account, envelope, Encoding.UTF8.GetString(body), receivedAt) ? Taken : NotTaken,
            Heartbeat => string.Create(CultureInfo.InvariantCulture, $"{{\"op\":11,\"d\":{(envelope.Data.ValueKind == System.Text.Json.JsonValueKind.Number ? envelope.Data.GetRawText() : "null")}}}"),
            _ => Taken,
        });
    }

    /// <summary>
    /// Signs a word of the caller's choice with the key that also vouches for events, and both are "time and text": a word that could be an event would be a forger's
    /// signature. So only letters and digits are signed, which no event consists of.
    /// </summary>
    private (int Status, string? Answer) Check(QqSettings settings, QqEnvelope envelope)
    {
        if (!settings.AnswersAddressCheck)
            return (StatusCodes.Status403Forbidden, null);
        var (token, at) = (envelope.Data.Text("plain_token") ?? "", envelope.Data.Text("event_ts") ?? "");
        return PlainToken().IsMatch(token) && EventTime().IsMatch(at)
            ? (StatusCodes.Status200OK, $"{{\"plain_token\":\"{token}\",\"signature\":\"{KeyOf(settings).Sign(at, Encoding.ASCII.GetBytes(token))}\"}}")
            : (StatusCodes.Status400BadRequest, null);
    }

    private bool IsGenuine(HttpContext context, QqSettings settings, byte[] body, DateTimeOffset now)
    {
        var headers = context.Request.Headers;
        var timestamp = headers["X-Signature-Timestamp"].ToString();
        return EventTime().IsMatch(timestamp)
            && long.Parse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and < 100_000_000_000 and var seconds
            && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= ClockWindow
            && KeyOf(settings).Verifies(headers["X-Signature-Ed25519"].ToString(), timestamp, body);
    }

    private async Task<bool> TakeAsync(ChannelAccount account, QqEnvelope envelope, string body, DateTimeOffset receivedAt)
    {
        // Not the request's own token: what was taken is answered for even when the caller is gone.
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            if (envelope.Type is "MESSAGE_AUDIT_PASS" or "MESSAGE_AUDIT_REJECT")
                // About a message of ours and of no customer. Not known yet: QQ tells it again, and by then the message is noted. An old one is none of ours.
                return await reviews.SettleAsync(account.Id, envelope, patience.Token).WaitAsync(patience.Token) || !IsFresh(envelope, receivedAt);
            var isNew = false;
            foreach (var (message, raw) in QqCallback.Read(account, envelope, body, receivedAt))
                isNew |= (await intake.TakeAsync(account, message, raw, patience.Token).WaitAsync(patience.Token)).IsNew;
            if (isNew && envelope.Type == "INTERACTION_CREATE" && envelope.Data.Word("id") is { } interaction)
                // Not waited for: it is a call of our own, and QQ waits for this answer first.
                _ = AcknowledgeAsync(account, interaction);
            return true;
        }
        catch (Exception e)
        {
            NotStored(e, account.Key, envelope.Type);
            return false;
        }
    }

    private static bool IsFresh(QqEnvelope verdict, DateTimeOffset now) => verdict.Data.Time("audit_time") is { } decided && (now - decided).Duration() < NotedBy;

    private async Task AcknowledgeAsync(ChannelAccount account, string interaction)
    {
        try
        {
            await interactions.AcknowledgeAsync(account, interaction, CancellationToken.None);
        }
        catch (Exception e)
        {
            NotAcknowledged(e, account.Key);
        }
    }

    private ChannelAccount? Account(HttpContext context) =>
        context.Request.RouteValues["key"] is string key && directory().AccountsByKey.TryGetValue(key, out var account) && account is { Enabled: true, Kind: ChannelKind.Qq }
            ? account
            : null;

    private QqKey KeyOf(QqSettings settings) => _keys.GetOrAdd(settings.Secret, static secret => new QqKey(secret));

    [GeneratedRegex("^[A-Za-z0-9]{1,64}\\z")]
    private static partial Regex PlainToken();

    [GeneratedRegex("^[0-9]{1,13}\\z")]
    private static partial Regex EventTime();

    [LoggerMessage(LogLevel.Warning, "A callback of QQ for {Account} was refused with {Status}")]
    private partial void Refused(string account, int status);

    [LoggerMessage(LogLevel.Error, "An event {Type} for {Account} could not be stored; QQ was told to deliver it again")]
    private partial void NotStored(Exception exception, string account, string type);

    [LoggerMessage(LogLevel.Warning, "QQ could not be told that a tap of {Account} was taken")]
    private partial void NotAcknowledged(Exception exception, string account);
}

using System.Buffers;
using System.Net.Mime;
using Imcc.Core.Channels.Open;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>Posts signed events to the other system's webhook.</summary>
internal sealed class OpenWebhook(IHttpClientFactory clients, TimeProvider time)
{
    public const string ClientName = "open-channel";
    private const int LargestAnswer = 16 * 1024;

    /// <param name="id">The same for each attempt: by it the other side knows what it has had.</param>
    /// <exception cref="HttpRequestException">It could not be reached.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time.</exception>
    public async Task<OpenAnswer> PostAsync(Uri address, byte[] key, string id, byte[] body, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(MediaTypeNames.Application.Json, "utf-8");
        request.Headers.Add(StandardWebhook.IdHeader, id);
        request.Headers.Add(StandardWebhook.TimestampHeader, StandardWebhook.Seconds(now));
        request.Headers.Add(StandardWebhook.SignatureHeader, StandardWebhook.Sign(key, id, now, body));
        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var after = response.Headers.RetryAfter is { } wait ? wait.Delta ?? wait.Date - now : null;
        return new((int)response.StatusCode, after, await ReadAsync(response, client.Timeout, cancellationToken));
    }

    /// <summary>No more of the answer than could mean something to us; one that breaks off is as short as it is.</summary>
    private async Task<byte[]> ReadAsync(HttpResponseMessage response, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(LargestAnswer);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, LargestAnswer), LargestAnswer, throwOnEndOfStream: false, either.Token);
            return buffer[..length];
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <param name="Status">Of HTTP.</param>
/// <param name="After">How long the other side asks to be left alone.</param>
internal sealed record OpenAnswer(int Status, TimeSpan? After, byte[] Body)
{
    public bool IsGood => Status is >= 200 and <= 299;
}

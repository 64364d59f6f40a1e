using System.Text.Json;
using Imcc.Core.Channels.Open;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Api;

/// <summary>A posted message out of its request: JSON, or a form with the JSON as <c>message</c> and the file as <c>file</c>.</summary>
internal sealed record OpenChannelPost(OpenIncoming Message, IFormFile? File)
{
    /// <summary>Base64 is a third longer, and something has to stand around it.</summary>
    private const long LargestBody = OpenCheck.LargestFile / 3 * 4 + 1024 * 1024;

    private const int LargestMessage = 256 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Large bodies at once: each is held in memory while it is read.</summary>
    private static readonly SemaphoreSlim Large = new(8);

    public static async Task<(OpenChannelPost? Post, ProblemHttpResult? Refusal)> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        if (request.ContentLength > LargestBody)
            return TooLarge();
        var isLarge = request.ContentLength is null or > LargestMessage;
        if (isLarge)
            await Large.WaitAsync(cancellationToken);
        try
        {
            return request.HasFormContentType ? await ReadFormAsync(request, cancellationToken) : (new(await ParseAsync(request.Body, cancellationToken), null), null);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (JsonException e)
        {
            return Refuse($"JSON 无法读取，位置 {e.Path ?? "$"}。The JSON cannot be read at {e.Path ?? "$"}.");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or BadHttpRequestException)
        {
            return Refuse("请求内容无法读取。The request cannot be read.");
        }
        finally
        {
            if (isLarge)
                Large.Release();
        }
    }

    private static async Task<(OpenChannelPost?, ProblemHttpResult?)> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = LargestBody, ValueLengthLimit = LargestMessage }, cancellationToken);
        var file = form.Files.GetFile("file");
        if (file?.Length > OpenCheck.LargestFile)
            return TooLarge();
        using var message = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(form["message"].ToString()));
        return (new(await ParseAsync(message, cancellationToken), file), null);
    }

    private static async Task<OpenIncoming> ParseAsync(Stream json, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync<OpenIncoming>(json, Json, cancellationToken) ?? throw new JsonException("There is no message.");

    private static (OpenChannelPost?, ProblemHttpResult?) TooLarge() => (null, TypedResults.Problem(
        $"文件太大，最多 {OpenCheck.LargestFile / (1024 * 1024)} MB。The file is too large; at most {OpenCheck.LargestFile / (1024 * 1024)} MB.", statusCode: StatusCodes.Status413PayloadTooLarge));

    private static (OpenChannelPost?, ProblemHttpResult?) Refuse(string detail) => (null, TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest));
}

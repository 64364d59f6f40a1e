namespace Imcc.Web.Webhooks;

/// <summary>A request's body as it came, up to a limit.</summary>
internal static class RequestBody
{
    /// <returns>The body; or null, and the status to answer.</returns>
    public static async ValueTask<(int Status, byte[]? Body)> ReadAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most)
            return (StatusCodes.Status413PayloadTooLarge, null);
        using var bytes = new MemoryStream((int)(context.Request.ContentLength ?? 1024));
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                if (bytes.Length + read > most)
                    return (StatusCodes.Status413PayloadTooLarge, null);
                bytes.Write(buffer, 0, read);
            }

            return (StatusCodes.Status200OK, bytes.ToArray());
        }
        catch (BadHttpRequestException e)
        {
            return (e.StatusCode, null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Whoever sent it went away in the middle.
            return (StatusCodes.Status400BadRequest, null);
        }
    }
}

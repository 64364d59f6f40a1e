using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Imcc.Web.Files;

/// <summary>
/// Finds the file in a request without buffering it: the first file part of a multipart form, or else the whole body with the name in
/// the query.
/// </summary>
internal static class UploadReader
{
    /// <summary>A form has other parts and borders around its file.</summary>
    private const int FormOverhead = 64 * 1024;

    /// <returns>Null where a form has no file part.</returns>
    /// <exception cref="InvalidDataException">The form is broken.</exception>
    public static async Task<(Stream Content, string? Name)?> FileOfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (request.Body, request.Query["name"].ToString());
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 200)
            throw new InvalidDataException("The form has no usable boundary.");
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                return (section.Body, (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).ToString());
        }

        return null;
    }

    /// <summary>Says beforehand how much will be read at all.</summary>
    /// <returns>False where the request announces more.</returns>
    public static bool Limit(HttpContext context, long maxBytes)
    {
        var most = maxBytes + FormOverhead;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = most;
        return context.Request.ContentLength is not { } length || length <= most;
    }
}

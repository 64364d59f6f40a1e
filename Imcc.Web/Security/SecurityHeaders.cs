namespace Imcc.Web.Security;

/// <summary>
/// Says to each browser what our pages may do: run our own scripts and no others, be framed by nobody (but for the web chat, which other
/// sites embed), tell no other site where a person came from. An endpoint may set stricter ones of its own.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
        "media-src 'self' blob:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors ";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        var embeddable = context.Request.Path.StartsWithSegments("/webchat", StringComparison.OrdinalIgnoreCase);
        headers.ContentSecurityPolicy = Policy + (embeddable ? "*" : "'none'");
        if (!embeddable)
            headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }
}

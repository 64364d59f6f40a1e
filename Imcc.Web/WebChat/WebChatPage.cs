using System.Globalization;
using System.Text.Encodings.Web;
using Imcc.Core.Channels;

namespace Imcc.Web.WebChat;

/// <summary>
/// The visitor's page: a bare document whose script builds the rest. It may stand in other sites' frames, so it holds no cookie's power and
/// runs no script but its own.
/// </summary>
internal static class WebChatPage
{
    public static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors *";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
    }

    public static string For(ChannelAccount account, CultureInfo language) => $"""
        <!doctype html>
        <html lang="{language.Name}" data-account="{HtmlEncoder.Default.Encode(account.Key)}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
          <meta name="robots" content="noindex">
          <title>{HtmlEncoder.Default.Encode(account.Name)}</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/webchat/chat.css">
          <script src="/lib/signalr/signalr.min.js" defer></script>
          <script src="/webchat/chat.js" type="module"></script>
        </head>
        <body>
          <noscript>请启用 JavaScript 后使用在线客服。 Please enable JavaScript to chat.</noscript>
          <main id="chat"></main>
        </body>
        </html>
        """;

    public const string NotFound = """
        <!doctype html>
        <html lang="zh-CN">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>404</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/webchat/chat.css">
        </head>
        <body class="nothing-here">
          <main>
            <h1>找不到这个在线客服</h1>
            <p>地址可能有误，或者该账号已停用。</p>
            <p lang="en">There is no such web chat: the address may be wrong, or the account is switched off.</p>
          </main>
        </body>
        </html>
        """;
}

using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>What came of one call to WeChat's server.</summary>
internal abstract record WeChatResponse
{
    /// <summary>The server answered in JSON; <see cref="Code"/> 0 is success.</summary>
    public sealed record Answered(int Code, string Message, JsonElement Json) : WeChatResponse
    {
        public WeChatVerdict Verdict => WeChatErrors.Judge(Code);

        public string? Text(string name) =>
            !Json.TryGetProperty(name, out var value) ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
            : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Answered {{ Code = {Code} }}");
    }

    /// <summary>A file came, not JSON.</summary>
    public sealed record File(byte[] Content, string? ContentType, string? Name) : WeChatResponse;

    /// <summary>No answer to be understood.</summary>
    /// <param name="RequestLeft">The request had been sent, so that it may have had its effect.</param>
    public sealed record Broken(string Error, bool RequestLeft) : WeChatResponse;

    /// <summary>More than we were ready to take.</summary>
    public sealed record TooLarge : WeChatResponse;

    /// <summary>Lenient, as the server's own answers vary: a code as number or string, members missing.</summary>
    public static Answered? TryParse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            var code = 0;
            if (root.TryGetProperty("errcode", out var given)
                && !(given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out code))
                && !(given.ValueKind == JsonValueKind.String && int.TryParse(given.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out code)))
                return null;
            var message = root.TryGetProperty("errmsg", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
            return new Answered(code, message, root.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

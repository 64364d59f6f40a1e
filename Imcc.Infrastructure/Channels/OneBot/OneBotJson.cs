using System.Text.Encodings.Web;
using System.Text.Json;

namespace Imcc.Infrastructure.Channels.OneBot;

internal static class OneBotJson
{
    /// <summary>Chinese and emoji as they are: some implementations show what they receive.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

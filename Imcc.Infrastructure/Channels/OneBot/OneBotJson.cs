using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Channels.OneBot;

internal static class OneBotJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Chinese and emoji as they are: some implementations show what they receive.</summary>
    public static string Write(JsonObject json) => JsonText.Plain(json.ToJsonString(Options));
}

using System.Globalization;
using System.Text.Json;

namespace Imcc.Core.Channels.OneBot;

/// <summary>What came of a call. Whether it succeeded is said by both status and code: NapCat answers HTTP 200 with code 200 for failures.</summary>
/// <param name="Status">ok, async or failed.</param>
/// <param name="Echo">Which call it answers; empty where the implementation forgot.</param>
/// <param name="Words">What the implementation says about a failure.</param>
/// <param name="Data">JSON; "null" where there is none.</param>
public sealed record OneBotAnswer(string Status, int Code, string Echo, string Words, string Data)
{
    public bool IsDone => Status == "ok" && Code == 0;

    /// <summary>Taken, and nobody will ever say what became of it.</summary>
    public bool IsAsync => Status == "async" || (Status == "ok" && Code == 1);

    /// <summary>A value of the data; null: there is none.</summary>
    public string? this[string name]
    {
        get
        {
            using var data = JsonDocument.Parse(Data);
            return data.RootElement.ValueKind == JsonValueKind.Object && data.RootElement.TryGetProperty(name, out var value) && OneBotSegment.Words(value) is { Length: > 0 } words ? words : null;
        }
    }

    public static OneBotAnswer Read(JsonElement answer)
    {
        var code = int.TryParse(Of("retcode"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : -1;
        var words = Of("wording") is { Length: > 0 } wording ? wording : Of("message") is { Length: > 0 } message ? message : Of("msg");
        return new(Of("status"), code, Of("echo"), words.Length <= 200 ? words : words[..200], answer.TryGetProperty("data", out var data) ? data.GetRawText() : "null");

        string Of(string name) => answer.TryGetProperty(name, out var value) ? OneBotSegment.Words(value) : "";
    }

    /// <returns>Null: it is no answer.</returns>
    public static OneBotAnswer? TryRead(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonText.Mend(json));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("status", out _) ? Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;

namespace Imcc.Web.Hubs;

/// <summary>
/// Reads what a stranger's client put into a hub call. The hubs take JSON as it comes and look for themselves, because an argument of the
/// wrong type must get an answer with a sentence, not a protocol error.
/// </summary>
internal static class WireArguments
{
    /// <returns>Null where it is not a string, or one with half a character.</returns>
    public static string? Text(this JsonElement argument)
    {
        if (argument.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return argument.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool IsId(this JsonElement argument, out Guid id)
    {
        id = default;
        return argument.Text() is { } text && Guid.TryParseExact(text, "D", out id) && id != Guid.Empty;
    }

    public static long? Number(this JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Number && argument.TryGetInt64(out var number) ? number : null;

    public static bool? Truth(this JsonElement argument) => argument.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static bool IsNothing(this JsonElement argument) => argument.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public static JsonElement Field(this JsonElement argument, string name) =>
        argument.ValueKind == JsonValueKind.Object && argument.TryGetProperty(name, out var field) ? field : default;

    /// <summary>Without the control characters that some databases refuse and no screen shows.</summary>
    public static string WithoutControls(this string text) =>
        text.Any(IsUnwanted) ? string.Concat(text.Where(c => !IsUnwanted(c))) : text;

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}

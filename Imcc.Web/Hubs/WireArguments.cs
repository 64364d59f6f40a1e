using System.Text.Json;
using Imcc.Core.Agents;

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

    /// <returns>False where it is neither an id nor nothing.</returns>
    public static bool IsIdOrNothing(this JsonElement argument, out Guid? id)
    {
        id = argument.IsId(out var known) ? known : null;
        return id is not null || argument.IsNothing();
    }

    /// <returns>Null where it is not a list of ids.</returns>
    public static IReadOnlyList<Guid>? Ids(this JsonElement argument)
    {
        if (argument.ValueKind != JsonValueKind.Array)
            return null;
        List<Guid> ids = [];
        foreach (var element in argument.EnumerateArray())
        {
            if (!element.IsId(out var id))
                return null;
            ids.Add(id);
        }

        return ids;
    }

    /// <returns>Empty where there is nothing; null where it is not a list of at most so many texts of at most so many characters.</returns>
    public static IReadOnlyList<string>? Texts(this JsonElement argument, int most, int longest)
    {
        if (argument.IsNothing())
            return [];
        if (argument.ValueKind != JsonValueKind.Array || argument.GetArrayLength() > most)
            return null;
        var texts = argument.EnumerateArray().Select(e => e.Text()?.WithoutControls()).ToList();
        return texts.Any(t => t is null || t.Length > longest) ? null : [.. texts.OfType<string>()];
    }

    /// <returns>False where it is neither a time with its zone nor nothing.</returns>
    public static bool IsTimeOrNothing(this JsonElement argument, out DateTimeOffset? at)
    {
        at = argument.ValueKind == JsonValueKind.String && argument.TryGetDateTimeOffset(out var time) && argument.TryGetDateTime(out var plain) && plain.Kind != DateTimeKind.Unspecified
            ? time
            : null;
        return at is not null || argument.IsNothing();
    }

    /// <summary>A presence that an agent can choose, by its name; AutoBreak is the system's word.</summary>
    public static bool IsPresence(this JsonElement argument, out Presence presence)
    {
        (var known, presence) = argument.Text()?.ToLowerInvariant() switch
        {
            "offline" => (true, Presence.Offline),
            "available" => (true, Presence.Available),
            "break" => (true, Presence.Break),
            "busy" => (true, Presence.Busy),
            _ => (false, Presence.Offline),
        };
        return known;
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

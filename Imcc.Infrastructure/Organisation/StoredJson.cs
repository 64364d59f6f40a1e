using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// Settings that stand as JSON in a column. What cannot be read counts as not set, so that one damaged row does not take the directory
/// down with it.
/// </summary>
internal sealed partial class StoredJson(ILogger<StoredJson> logger)
{
    /// <param name="json">Empty: nothing was ever set.</param>
    /// <param name="isSound">What the types cannot say; false counts as damaged.</param>
    /// <returns>Null: damaged.</returns>
    public T? TryRead<T>(string json, string table, Guid id, Func<T, bool>? isSound = null)
        where T : class, new()
    {
        if (json.Length == 0)
            return new();
        try
        {
            var read = JsonSerializer.Deserialize<T>(json, DirectoryJson.Options) ?? throw new JsonException("The column holds null.");
            return isSound?.Invoke(read) is false ? throw new JsonException("The column holds what cannot be.") : read;
        }
        catch (JsonException e)
        {
            LogDamaged(e, typeof(T).Name, table, id);
            return null;
        }
    }

    /// <summary>As <see cref="TryRead{T}"/>, with the defaults for what is damaged.</summary>
    public T Read<T>(string json, string table, Guid id, Func<T, bool>? isSound = null)
        where T : class, new() => TryRead(json, table, id, isSound) ?? new();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Settings} of {Table} {RowId} cannot be read; its defaults are in force until it is saved anew")]
    private partial void LogDamaged(Exception e, string settings, string table, Guid rowId);
}

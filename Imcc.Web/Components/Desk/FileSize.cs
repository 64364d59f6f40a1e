using System.Globalization;

namespace Imcc.Web.Components.Desk;

/// <summary>Bytes as people say them.</summary>
public static class FileSize
{
    public static string Of(long? bytes) => bytes switch
    {
        null or < 0 => "",
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.#} MB"),
    };
}

using System.Reflection;

namespace Imcc.Core.Retrieval;

/// <summary>The tables and word lists that are built in: lines of a text, without comments.</summary>
internal static class Tables
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("retrieval/" + name)
            ?? throw new InvalidOperationException($"The table {name} is not built in.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}

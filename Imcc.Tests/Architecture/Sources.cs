namespace Imcc.Tests.Architecture;

/// <summary>The repository's own files.</summary>
internal static class Sources
{
    private static readonly string Root = FindRoot();

    /// <summary>From the root, with slashes; nothing that a build or a package manager made.</summary>
    public static IEnumerable<string> Files(string extension)
    {
        var folders = new Stack<string>([Root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var inner in Directory.EnumerateDirectories(folder))
            {
                if (Path.GetFileName(inner) is not ("bin" or "obj" or "node_modules") && !Path.GetFileName(inner).StartsWith('.'))
                    folders.Push(inner);
            }

            foreach (var file in Directory.EnumerateFiles(folder, "*" + extension))
                yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Imcc.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"There is no Imcc.sln above {AppContext.BaseDirectory}: these tests read the sources.");
    }
}

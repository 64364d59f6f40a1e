using System.Reflection;
using System.Text.RegularExpressions;

namespace Imcc.Tests.Architecture;

/// <summary>
/// The rules of the house as functions: from what is there to the sentences that say what is wrong with it. Each is tested twice,
/// on the house and on a sample that breaks it.
/// </summary>
internal static partial class Rules
{
    private static readonly string[] RoomsWithoutAnIdea = ["Common", "Shared", "Utilities", "Utils", "Helpers", "Services", "Managers", "Models", "Misc"];

    private static readonly HashSet<string> Clocks =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.Diagnostics.Stopwatch.GetTimestamp", "System.Diagnostics.Stopwatch.StartNew",
        "System.TimeProvider.get_System", "System.TimeProvider.GetUtcNow", "System.TimeProvider.GetLocalNow", "System.TimeProvider.GetTimestamp",
        "System.Guid.NewGuid", "System.Threading.Tasks.Task.Delay", "System.Threading.Thread.Sleep",
        "System.Random.get_Shared", "System.Security.Cryptography.RandomNumberGenerator.GetBytes", "System.Security.Cryptography.RandomNumberGenerator.Fill",
    ];

    /// <summary>Types may only use what comes from the assemblies that <paramref name="allowed"/> names or begins the names of.</summary>
    public static IReadOnlyList<string> OnlyAssemblies(IEnumerable<Type> types, params string[] allowed) =>
        [.. from type in types
            from used in References.TypesUsedBy(type)
            let assembly = used.Assembly.GetName().Name!
            where !allowed.Any(a => assembly == a || assembly.StartsWith(a + ".", StringComparison.Ordinal))
            select $"{type} uses {used} of {assembly}"];

    /// <summary>The time and chance come in from outside.</summary>
    public static IReadOnlyList<string> NoClock(IEnumerable<Type> types) =>
        [.. from type in types
            from member in References.MembersUsedBy(type).Distinct()
            let name = member.DeclaringType + "." + member.Name
            where Clocks.Contains(name) || (name == "System.Guid.CreateVersion7" && ((MethodBase)member).GetParameters().Length == 0)
            select $"{type} uses {name}"];

    /// <summary>Nothing of the named namespaces is used, nor anything derived from a type of theirs.</summary>
    public static IReadOnlyList<string> Never(IEnumerable<Type> types, params string[] namespaces) =>
        [.. from type in types
            from used in References.TypesUsedBy(type)
            where Ancestry(used).Any(a => namespaces.Any(n => a.Namespace == n || a.Namespace?.StartsWith(n + ".", StringComparison.Ordinal) == true))
            select $"{type} uses {used}"];

    /// <summary>A room uses itself and the rooms that the map names beside it; a room that is not on the map is not known.</summary>
    public static IReadOnlyList<string> RoomsByMap(IEnumerable<Type> types, string house, IReadOnlyDictionary<string, string[]> map)
    {
        var found = new List<string>();
        foreach (var type in types)
        {
            // What stands in front of all rooms puts the house together.
            if (Room(type, house) is not { Length: > 0 } room)
                continue;
            if (!map.TryGetValue(room, out var allowed))
            {
                found.Add($"{room} is not on the map ({type})");
                continue;
            }

            found.AddRange(from used in References.TypesUsedBy(type)
                           let other = Room(used, house)
                           where other is { Length: > 0 } && other != room && !allowed.Contains(other)
                           select $"{room} may not use {other}: {type} uses {used}");
        }

        return found;
    }

    /// <summary>Of the contracts that <paramref name="isContract"/> tells, a type may only call its own and those that the map names beside it.</summary>
    public static IReadOnlyList<string> CallsByMap(IEnumerable<Type> types, Func<Type, bool> isContract, IReadOnlyDictionary<string, string[]> map) =>
        [.. from caller in types
            let itself = caller.GetInterfaces()
            from called in References.TypesUsedBy(caller)
            where isContract(called) && !itself.Contains(called) && !(map.TryGetValue(caller.Name, out var allowed) && allowed.Contains(called.Name))
            select $"{caller.Name} may not call {called.Name}"];

    /// <param name="paths">Folders and files, from the root of the repository.</param>
    public static IReadOnlyList<string> RoomNames(IEnumerable<string> paths) =>
        [.. from path in paths
            let bad = path.Split('/').SkipLast(1).FirstOrDefault(folder => RoomsWithoutAnIdea.Contains(folder, StringComparer.OrdinalIgnoreCase))
            where bad is not null
            select $"{bad} says nothing: {path}"];

    /// <summary>
    /// A file with public types is named after one of them. What stands beside it is small and only serves it: records, enums, structs,
    /// exceptions, options within options, the draft that a form fills, and what derives from it; any other public class or interface has a file of its own.
    /// </summary>
    public static IReadOnlyList<string> TypesByFile(string path, string source)
    {
        var file = path.Split('/')[^1].Split('.')[0];
        var types = TopLevelType().Matches(source).ToList();
        var open = types.Where(t => t.Groups["public"].Success).ToList();
        if (open.Count == 0)
            return [];
        var found = new List<string>();
        if (types.All(t => t.Groups["name"].Value != file))
            found.Add($"{path} holds no {file}");
        found.AddRange(from type in open
                       where type.Groups["kind"].Value is "class" or "interface"
                       let name = type.Groups["name"].Value
                       where name != file && !Serves(name, "Exception") && !Serves(name, "Draft") && !(file.EndsWith("Options", StringComparison.Ordinal) && Serves(name, "Options"))
                       where !Regex.IsMatch(type.Value, $@"\) ?: {file}\b|\w : {file}\b")
                       select $"{path} also holds {name}");
        return found;

        static bool Serves(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);
    }

    private static string? Room(Type type, string house)
    {
        var place = type.Namespace;
        if (place == house)
            return "";
        return place?.StartsWith(house + ".", StringComparison.Ordinal) == true ? place[(house.Length + 1)..].Split('.')[0] : null;
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            yield return t;
    }

    [GeneratedRegex(@"^(?<public>public )?(?:(?:internal|sealed|static|abstract|partial|readonly|file) )*(?<kind>class|interface|enum|record struct|record|struct|delegate \S+) (?<name>\w+)[^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}

using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Imcc.Core.Misses;
using Imcc.Core.Retrieval;

namespace Imcc.Bench.Misses;

/// <summary>How well misses are sorted, against labelled pairs and against articles' own similar questions, and how fast a million of them is.</summary>
internal static class MissBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Value(args, "--data");
        if (folder is null || !Directory.Exists(folder))
        {
            Console.Error.WriteLine("Imcc.Bench misses --data <folder> [--count 1000000] [--enough 0.75]");
            return 2;
        }

        var settings = Value(args, "--enough") is { } enough ? new GroupingSettings(float.Parse(enough, CultureInfo.InvariantCulture)) : GroupingSettings.Default;
        var reader = new MissReader(Thesaurus.BuiltIn);
        if (Path.Combine(folder, "pairs_train.tsv") is var pairs && File.Exists(pairs))
            Pairs(File.ReadLines(pairs), reader, settings);
        if (Path.Combine(folder, "pairs_train.tsv") is var same && File.Exists(same))
            await LearnBench.RunAsync(File.ReadLines(same), reader);
        if (Path.Combine(folder, "articles.jsonl") is var articles && File.Exists(articles))
            Articles(File.ReadLines(articles), reader, settings);
        if (int.Parse(Value(args, "--count") ?? "1000000", CultureInfo.InvariantCulture) is > 0 and var count)
            Speed(Stream(folder, count), reader, settings);
        return 0;
    }

    private static void Pairs(IEnumerable<string> lines, MissReader reader, GroupingSettings settings)
    {
        var labelled = lines.Select(l => l.Split('\t')).Where(p => p.Length >= 4).Select(p => (A: p[0], B: p[1], IsSame: p[2] == "1", Source: p[3])).ToList();
        var texts = labelled.SelectMany(p => new[] { p.A, p.B }).Distinct().ToList();
        var groups = Sort(texts, reader, settings);
        Console.WriteLine($"pairs: {texts.Count:N0} texts in {groups.Values.Distinct().Count():N0} groups");
        Console.WriteLine("  source   pairs   same  together  purity (together and labelled same)  found (labelled same and together)");
        foreach (var source in labelled.GroupBy(p => p.Source).OrderBy(g => g.Key, StringComparer.Ordinal).Append(null))
        {
            var part = source?.ToList() ?? labelled;
            var together = part.Where(p => groups[p.A] == groups[p.B]).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {source?.Key ?? "all",-8}{part.Count,6:N0}{part.Count(p => p.IsSame),7:N0}{together.Count,10:N0}{Share(together.Count(p => p.IsSame), together.Count),9:P1}{Share(together.Count(p => p.IsSame), part.Count(p => p.IsSame)),34:P1}"));
        }
    }

    // An article's questions are one group by hand; whatever else is in their group does not belong there.
    private static void Articles(IEnumerable<string> lines, MissReader reader, GroupingSettings settings)
    {
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            using var article = JsonDocument.Parse(line);
            number++;
            asked.TryAdd(article.RootElement.GetProperty("title").GetString()!, number);
            foreach (var similar in article.RootElement.GetProperty("similar").EnumerateArray())
                asked.TryAdd(similar.GetString()!, number);
        }

        var groups = Sort([.. asked.Keys], reader, settings);
        var byGroup = asked.GroupBy(a => groups[a.Key]).ToList();
        var pure = byGroup.Sum(g => g.GroupBy(a => a.Value).Max(a => a.Count()));
        var many = byGroup.Where(g => g.Count() > 1).ToList();
        var pureOfMany = many.Sum(g => g.GroupBy(a => a.Value).Max(a => a.Count()));
        Console.WriteLine($"articles: {asked.Count:N0} questions of {asked.Values.Distinct().Count():N0} articles in {byGroup.Count:N0} groups; purity {Share(pure, asked.Count):P1}, of the {many.Count:N0} groups with two and more {Share(pureOfMany, many.Sum(g => g.Count())):P1}");
    }

    private static void Speed(List<string> misses, MissReader reader, GroupingSettings settings)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var watch = Stopwatch.StartNew();
        var grouper = new MissGrouper(settings);
        var slowest = 0L;
        // Reading needs no order, sorting does.
        foreach (var miss in misses.AsParallel().AsOrdered().Select(reader.Read))
        {
            var start = Stopwatch.GetTimestamp();
            grouper.Add(miss);
            slowest = Math.Max(slowest, Stopwatch.GetTimestamp() - start);
        }

        watch.Stop();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"speed: {misses.Count:N0} misses ({grouper.Distinct:N0} that say something different) in {grouper.Groups:N0} groups: {watch.Elapsed.TotalSeconds:0.0} s, {misses.Count / watch.Elapsed.TotalSeconds:N0}/s, slowest {Stopwatch.GetElapsedTime(0, slowest).TotalMilliseconds:0.0} ms, {(GC.GetTotalMemory(true) - before) / 1048576.0:N0} MB"));
        GC.KeepAlive(grouper);
    }

    // Real messages as often as they come, questions of every kind, and the same with one character more, fewer, or two swapped: customers hardly ever write the same twice.
    private static List<string> Stream(string folder, int count)
    {
        var sources = new List<string>();
        foreach (var file in new[] { "messages.txt" }.Select(f => Path.Combine(folder, f)).Where(File.Exists))
            sources.AddRange(File.ReadLines(file).Where(l => l.Length > 1));
        if (Path.Combine(folder, "pairs_train.tsv") is var pairs && File.Exists(pairs))
            sources.AddRange(File.ReadLines(pairs).SelectMany(l => l.Split('\t').Take(2)));
        if (Path.Combine(folder, "articles_100k.jsonl.gz") is var articles && File.Exists(articles))
        {
            using var stream = new StreamReader(new GZipStream(File.OpenRead(articles), CompressionMode.Decompress), Encoding.UTF8);
            while (stream.ReadLine() is { } line)
            {
                using var article = JsonDocument.Parse(line);
                sources.Add(article.RootElement.GetProperty("title").GetString()!);
            }
        }

        var dice = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => Written(sources[dice.Next(sources.Count)], dice))];
    }

    private static string Written(string text, Random dice)
    {
        var at = dice.Next(text.Length);
        return dice.Next(4) switch
        {
            0 when text.Length > 4 => text.Remove(at, 1),
            1 => text.Insert(at, text[dice.Next(text.Length)].ToString()),
            2 when at + 1 < text.Length => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
            _ => text,
        };
    }

    private static Dictionary<string, int> Sort(IReadOnlyList<string> texts, MissReader reader, GroupingSettings settings)
    {
        var grouper = new MissGrouper(settings);
        foreach (var text in texts)
            grouper.Learn(reader.Read(text));
        return texts.ToDictionary(t => t, t => grouper.Add(reader.Read(t)), StringComparer.Ordinal);
    }

    private static double Share(int part, int all) => all == 0 ? 0 : (double)part / all;

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}

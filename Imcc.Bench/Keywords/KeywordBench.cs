using System.Collections.Immutable;
using System.Diagnostics;
using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Core.Retrieval;

namespace Imcc.Bench.Keywords;

/// <summary>How fast keyword rules are found in what customers write, how many slips are recognised, and how often what is no slip is taken for one.</summary>
internal static class KeywordBench
{
    private const int Typos = 4000;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);

    public static int Run(string[] args)
    {
        if (Array.IndexOf(args, "--data") is not (>= 0 and var at) || at + 1 >= args.Length)
        {
            Console.Error.WriteLine("Imcc.Bench keywords --data <folder with keywords_10k.txt and messages.txt, one a line>");
            return 2;
        }

        var words = File.ReadAllLines(Path.Combine(args[at + 1], "keywords_10k.txt")).Where(w => KeywordLetters.Of(w).Length > 0).Distinct().ToList();
        var messages = File.ReadAllLines(Path.Combine(args[at + 1], "messages.txt")).Where(m => m.Length > 0).ToList();
        Console.WriteLine($"keywords: {words.Count:N0} rules of one keyword each, {messages.Count:N0} messages of {messages.Average(m => m.Length):0.0} characters");
        Build(words, isFuzzy: false);
        var exact = Build(words, isFuzzy: false);
        var fuzzy = Build(words, isFuzzy: true);
        Speed("to the letter", exact, messages);
        Speed("fuzzy on", fuzzy, messages);
        var strange = messages.Where(m => exact.Find(Ask(m)) is null).ToList();
        Speed("fuzzy on, messages without any keyword", fuzzy, strange);
        var longer = Build(words, isFuzzy: true, shortest: 4);
        Speed("fuzzy on, keywords of four letters and more alone: most messages go all the way", longer, messages);
        Extra(fuzzy, messages, exact);
        Recall(fuzzy, exact, words, messages);
        return 0;
    }

    private static KeywordMatcher Build(List<string> words, bool isFuzzy, int shortest = 0)
    {
        var rules = words.Where(w => w.Length >= shortest).Select((w, i) => Rule(w, i, isFuzzy)).ToList();
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var began = Stopwatch.GetTimestamp();
        var matcher = new KeywordMatcher(rules, new StopWords(["请问", "你好", "您好", "谢谢", "吗", "呢"]));
        var took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"built {(isFuzzy ? "with" : "without")} fuzzy in {took.TotalMilliseconds:0} ms, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0:0.0} MiB");
        GC.KeepAlive(rules);
        return matcher;
    }

    private static void Speed(string what, KeywordMatcher matcher, List<string> messages)
    {
        var asks = messages.Select(Ask).ToList();
        var (found, done) = (0, 0L);
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm) < TimeSpan.FromSeconds(1);)
            found = asks.Count(a => matcher.Find(a) is not null);
        var best = 0.0;
        var used = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Measured)
        {
            var round = Stopwatch.GetTimestamp();
            foreach (var ask in asks)
                matcher.Find(ask);
            best = Math.Max(best, asks.Count / Stopwatch.GetElapsedTime(round).TotalSeconds);
            done += asks.Count;
        }

        // On a busy machine the clock on the wall counts what others do, too.
        var (wall, cpu) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
        Console.WriteLine($"{what}: {done / cpu.TotalSeconds:N0} messages a second of processor time, {done / wall.TotalSeconds:N0} on the clock (best round {best:N0}); {(double)found / asks.Count:P1} answered");
    }

    private static void Extra(KeywordMatcher fuzzy, List<string> messages, KeywordMatcher exact)
    {
        var (all, alone, wrong) = (0, 0, 0);
        foreach (var message in messages)
        {
            var hits = fuzzy.All(message, isTap: false).Where(h => h.Step == AnswerStep.KeywordFuzzy).DistinctBy(h => h.Rule.Id).Count();
            all += hits;
            if (exact.Find(Ask(message)) is not null)
                continue;
            alone += hits;
            wrong += hits > 0 ? 1 : 0;
        }

        Console.WriteLine($"extra fuzzy matches in a clean message: {(double)all / messages.Count:0.000} counted in all, {(double)alone / messages.Count:0.000} where no keyword is met to the letter (only there fuzzy is asked); {wrong:N0} of {messages.Count:N0} messages ({(double)wrong / messages.Count:P2}) would be answered by one");
    }

    private static void Recall(KeywordMatcher fuzzy, KeywordMatcher exact, List<string> words, List<string> messages)
    {
        var typist = new Typist(new Random(20260501), string.Concat(words.Concat(messages)));
        var lone = messages.Where(m => exact.Find(Ask(m)) is null).ToList();
        Console.WriteLine("slip           letters     made   in the text   answered by it");
        foreach (var slip in Enum.GetValues<Slip>())
        {
            foreach (var (from, to) in slip == Slip.Homophone ? new[] { (2, 2), (3, 4), (5, 99), (3, 99) } : [(5, 99)])
            {
                var (made, met, won) = (0, 0, 0);
                var random = new Random(7);
                var able = words.Where(w => KeywordLetters.Of(w).Length is var n && n >= from && n <= to && w.All(TextFolding.IsHan)).ToList();
                for (var i = 0; i < Typos; i++)
                {
                    var word = able[random.Next(able.Count)];
                    if (typist.Slip(word, slip) is not { } slipped || slipped == word)
                        continue;
                    var rest = lone[random.Next(lone.Count)];
                    var text = random.Next(2) == 0 ? slipped : $"{slipped}，{rest}";
                    made++;
                    met += fuzzy.All(text, isTap: false).Any(h => h.Pattern.Text == word) ? 1 : 0;
                    won += fuzzy.Find(Ask(text)) is { RuleId: { } id } && id == IdOf(words.IndexOf(word)) ? 1 : 0;
                }

                Console.WriteLine($"{slip,-12} {from,5}-{(to == 99 ? "" : to),-2} {made,10:N0} {(double)met / made,13:P1} {(double)won / made,16:P1}");
            }
        }
    }

    private static KeywordRule Rule(string word, int i, bool isFuzzy) => new(
        IdOf(i), word, [new(KeywordKind.Contains, word)], new([new TextContent(word)]), 100, isFuzzy, [], Guid.Empty, true, DateTimeOffset.UnixEpoch.AddSeconds(i));

    private static Guid IdOf(int i) => new(i + 1, 3, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    private static AnswerAsk Ask(string text) => new(Guid.Empty, ChannelKind.WeChat, Guid.Empty, text, DateTimeOffset.UnixEpoch, Before: ImmutableArray<string>.Empty);
}

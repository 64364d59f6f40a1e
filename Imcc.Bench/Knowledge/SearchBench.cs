namespace Imcc.Bench.Knowledge;

/// <summary>How good and how fast the search of articles is, on a folder of articles and people's questions. Imcc.Bench knowledge --data folder [--set all|quality|noisy|nil|speed|learn].</summary>
internal static class SearchBench
{
    private const int Top = 10;
    private static readonly string[] SmallTalkSets = ["asst", "gen"];

    public static async Task<int> RunAsync(string[] args)
    {
        var (data, set) = (Option(args, "--data"), Option(args, "--set") ?? "all");
        if (data is null || !Directory.Exists(data) || set is not ("all" or "quality" or "noisy" or "nil" or "speed" or "learn"))
        {
            Console.Error.WriteLine("Imcc.Bench knowledge --data <folder> [--set all|quality|noisy|nil|speed|learn]");
            return 2;
        }

        string File(string name) => Path.Combine(data, name);
        bool Wanted(string name) => set == name || set == "all";
        Console.WriteLine("articles come in by the product's import into a database, and are indexed from there");
        if (Wanted("quality") || Wanted("noisy"))
        {
            await using var stand = await ReadyAsync(Question.Articles(File("articles.jsonl")));
            if (Wanted("quality"))
                Score(stand, Question.Read(File("queries.jsonl"))).Print("questions");
            if (Wanted("noisy") && System.IO.File.Exists(File("queries_noisy.jsonl")))
            {
                foreach (var kind in Question.Read(File("queries_noisy.jsonl")).GroupBy(q => q.Kind))
                    Score(stand, [.. kind]).Print("noisy: " + kind.Key);
            }
        }

        if (Wanted("nil") && System.IO.File.Exists(File("nil.jsonl")))
        {
            await using var stand = await ReadyAsync(Question.Articles(File("articles.jsonl"), without: SmallTalkSets));
            SilenceTable.Print(stand, [.. Question.Read(File("queries.jsonl")).Where(q => !SmallTalkSets.Contains(q.Set))], Question.Read(File("nil.jsonl")));
        }

        if (Wanted("learn") && System.IO.File.Exists(File("pairs_train.tsv")))
        {
            await using var stand = await ReadyAsync(Question.Articles(File("articles.jsonl")));
            await LearnTable.PrintAsync(stand, Question.Read(File("queries.jsonl")), System.IO.File.ReadLines(File("pairs_train.tsv")));
        }

        if (Wanted("speed") && System.IO.File.Exists(File("articles_100k.jsonl.gz")))
            await SpeedTable.PrintAsync(File("articles_100k.jsonl.gz"), Question.Read(File("queries.jsonl")));
        return 0;
    }

    private static async Task<Stand> ReadyAsync(Stream articles)
    {
        var stand = await Stand.OpenAsync();
        await using (articles)
        {
            var (done, read, written) = await stand.ImportAsync(articles);
            Console.WriteLine($"{done.Rows:N0} articles read in {read.TotalSeconds:0.0} s, {done.RefusedCount:N0} refused, {done.Added:N0} published in {written.TotalSeconds:0.0} s");
            foreach (var row in done.Refused.Take(5))
                Console.WriteLine($"  row {row.Row}: {row.Column} {row.Fault} {row.Argument}");
        }

        await stand.FollowAsync();
        var (lessons, took) = stand.Learn();
        Console.WriteLine($"learned from {lessons:N0} similar questions of the articles in {took.TotalSeconds:0.0} s: {Said(stand)}");
        return stand;
    }

    internal static string Said(Stand stand) => stand.Current is { } learned ? $"{learned.Vectors.Count:N0} terms" : "too few, or no help; not used";

    internal static Scorecard Score(Stand stand, IReadOnlyList<Question> questions)
    {
        var places = new int[questions.Count];
        Parallel.For(0, questions.Count, i =>
        {
            var relevant = questions[i].Relevant.Select(stand.IdOf).ToHashSet();
            places[i] = stand.Search.Search(new(questions[i].Text, Top, TimeProvider.System.GetUtcNow(), IsTyped: true)).Hits.ToList().FindIndex(h => relevant.Contains(h.ArticleId));
        });
        var card = new Scorecard();
        for (var i = 0; i < places.Length; i++)
            card.Add(questions[i], places[i]);
        return card;
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}

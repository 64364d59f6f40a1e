using System.Globalization;
using Imcc.Infrastructure.Storage;

namespace Imcc.Bench.Hosting;

/// <summary>What to measure, on which database, for how long.</summary>
internal sealed record BenchSettings(string What, DatabaseProvider Provider, TimeSpan Duration, string? PostgreSql)
{
    private static readonly string[] Known = ["start", "ledger", "intake", "screen", "desks", "typing", "tasks", "comeback", "routing", "assign", "history", "articles", "notices", "throttle", "reports", "board", "all"];

    /// <summary>How many messages the history bench writes.</summary>
    public int Messages { get; init; } = 1_000_000;

    /// <summary>How many notices the bench of that name sends.</summary>
    public int Notices { get; init; } = 200_000;

    /// <summary>How many conversations the month of the reports has.</summary>
    public int Conversations { get; init; } = 1_000_000;

    /// <summary>How many of the month's days go through the database as events.</summary>
    public int StoredDays { get; init; } = 1;

    /// <summary>Whether the node is killed in the middle.</summary>
    public bool Kill { get; init; }

    /// <summary>Messages of real people for it, one a line, or articles for theirs, as JSON Lines; null: made up.</summary>
    public string? Texts { get; init; }

    public static BenchSettings? Parse(string[] args)
    {
        var what = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "all";
        var provider = Option(args, "--provider") switch
        {
            null or "sqlite" => DatabaseProvider.Sqlite,
            "postgres" => DatabaseProvider.PostgreSql,
            _ => (DatabaseProvider?)null,
        };
        if (!Known.Contains(what) || provider is null)
        {
            Console.Error.WriteLine("Imcc.Bench simulate [--arrivals 80000], Imcc.Bench <knowledge|keywords|misses> --data <folder>, or Imcc.Bench <start|ledger|intake|screen|desks|typing|tasks|comeback|routing|assign|history|articles|notices|throttle|reports|board|all> [--provider sqlite|postgres] [--seconds 8] [--postgres <connection string without a database>] [--messages 1000000] [--texts <file, one message or article a line>] [--notices 200000] [--kill] [--conversations 1000000] [--stored-days 1]");
            return null;
        }

        var seconds = double.Parse(Option(args, "--seconds") ?? "8", CultureInfo.InvariantCulture);
        return new BenchSettings(what, provider.Value, TimeSpan.FromSeconds(seconds), Option(args, "--postgres"))
        {
            Messages = int.Parse(Option(args, "--messages") ?? "1000000", CultureInfo.InvariantCulture),
            Notices = int.Parse(Option(args, "--notices") ?? "200000", CultureInfo.InvariantCulture),
            Conversations = int.Parse(Option(args, "--conversations") ?? "1000000", CultureInfo.InvariantCulture),
            StoredDays = int.Parse(Option(args, "--stored-days") ?? "1", CultureInfo.InvariantCulture),
            Kill = args.Contains("--kill"),
            Texts = Option(args, "--texts"),
        };
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

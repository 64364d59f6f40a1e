using System.Collections.Immutable;

namespace Imcc.Infrastructure.Past;

/// <summary>What customers of the demo's past came for, and how it was settled: told once in <c>past.txt</c>, with other figures each time.</summary>
/// <param name="Reason">From the root down, a stroke between.</param>
/// <param name="IsMiss">Nothing in the knowledge base answers it.</param>
internal sealed record DemoTalk(string Reason, bool IsMiss, ImmutableArray<DemoLine> Lines)
{
    private const string Resource = "Imcc.Demo.past.txt";

    /// <summary>Somebody is angry: seldom rated well.</summary>
    public bool IsComplaint => Reason.StartsWith("投诉建议/", StringComparison.Ordinal) && !Reason.EndsWith("表扬", StringComparison.Ordinal);

    public bool IsAboutCards => Reason.StartsWith("信用卡/", StringComparison.Ordinal);

    /// <summary>A line's first sign says what it is: <c>#</c> a reason (<c># ?</c> of what nothing answers), <c>客</c> the customer's words with strokes between other ways to say it, <c>席</c> the agent's.</summary>
    public static IReadOnlyList<DemoTalk> Read()
    {
        using var reader = new StreamReader(typeof(DemoTalk).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not there."));
        var talks = new List<DemoTalk>();
        while (reader.ReadLine() is { } line)
        {
            var rest = line[1..].Trim();
            if (line[0] == '#')
                talks.Add(new(rest.TrimStart('?', ' '), rest[0] == '?', []));
            else
                talks[^1] = talks[^1] with { Lines = talks[^1].Lines.Add(new(line[0] == '客', [.. rest.Split('|', StringSplitOptions.TrimEntries)])) };
        }

        return talks;
    }
}

/// <param name="Ways">One of them is said.</param>
internal sealed record DemoLine(bool IsCustomers, ImmutableArray<string> Ways)
{
    public string Say(Random random) => Ways[random.Next(Ways.Length)]
        .Replace("{尾号}", $"{random.Next(1000, 9999)}", StringComparison.Ordinal)
        .Replace("{金额}", $"{random.Next(3, 90) * 100} 元", StringComparison.Ordinal)
        .Replace("{日}", $"{random.Next(1, 28)}", StringComparison.Ordinal)
        .Replace("{单号}", $"GD{random.Next(10_000_000, 99_999_999)}", StringComparison.Ordinal);
}

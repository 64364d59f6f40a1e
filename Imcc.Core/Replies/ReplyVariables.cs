using System.Text.RegularExpressions;

namespace Imcc.Core.Replies;

/// <summary>The variables of a quick reply: <c>{客户}</c> and its like, each with an English name as well. What has no value here stays as it stands and is told.</summary>
public static partial class ReplyVariables
{
    /// <summary>Chinese and English name of each, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<(string Chinese, string English)> All =
        [("客户", "customer"), ("坐席", "agent"), ("工号", "number"), ("技能组", "group"), ("账号", "account"), ("时间问候", "greeting")];

    /// <summary>All names with the values that they have now; a name without a value is left out.</summary>
    public static IReadOnlyDictionary<string, string> Values(ReplyContext context)
    {
        string[] values = [context.Customer, context.Agent, context.Number, context.Group, context.Account, context.Greeting];
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < All.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(values[i]))
                (named[All[i].Chinese], named[All[i].English]) = (values[i], values[i]);
        }

        return named;
    }

    public static FilledReply Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        var open = new List<string>();
        var filled = Variable().Replace(text, match =>
        {
            var name = match.Groups[1].Value.Trim();
            if (values.TryGetValue(name, out var value))
                return value;
            open.Add(name);
            return match.Value;
        });
        return new(filled, open);
    }

    /// <summary>The variables that still stand in a text: to a customer they say nothing.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Names(text).Where(IsKnown)];

    /// <summary>The names in a text that are no variable at all: a slip of the pen.</summary>
    public static IReadOnlyList<string> Unknown(string text) => [.. Names(text).Where(n => !IsKnown(n))];

    /// <summary>上午好 until noon, 下午好 until six, then 晚上好; before five it is still evening.</summary>
    public static DayPart PartOf(TimeSpan timeOfDay) => timeOfDay.TotalHours switch
    {
        < 5 or >= 18 => DayPart.Evening,
        < 12 => DayPart.Morning,
        _ => DayPart.Afternoon,
    };

    /// <summary>Said to the customer, and so in the customers' language, whatever the agent's screen speaks.</summary>
    public static string Greeting(TimeSpan timeOfDay) => PartOf(timeOfDay) switch
    {
        DayPart.Morning => "上午好",
        DayPart.Afternoon => "下午好",
        _ => "晚上好",
    };

    private static IEnumerable<string> Names(string text) => Variable().Matches(text).Select(m => m.Groups[1].Value.Trim()).Distinct();

    private static bool IsKnown(string name) => All.Any(v => v.Chinese == name || string.Equals(v.English, name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\{([^{}\r\n]{1,20})\}")]
    private static partial Regex Variable();
}

public enum DayPart
{
    Morning = 1,
    Afternoon = 2,
    Evening = 3,
}

/// <summary>What a reply's variables stand for at this moment; empty: nothing is known.</summary>
/// <param name="Number">The agent's user name, as customers are told it.</param>
public sealed record ReplyContext(string Customer, string Agent, string Number, string Group, string Account, string Greeting);

/// <param name="Open">Variables that have no value; the text must not be sent with them.</param>
public sealed record FilledReply(string Text, IReadOnlyList<string> Open);

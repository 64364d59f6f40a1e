using System.Collections.Immutable;
using System.Text;
using Imcc.Core.Answering.Keywords;

namespace Imcc.Core.Flows;

/// <summary>Leads a customer through a flow: pure, one message at a time. The same for a customer and for an editor who tries it.</summary>
public static class FlowRunner
{
    /// <summary>WeChat's limit of a passive text, the smallest among the channels (bytes of UTF-8).</summary>
    private const int TextBytes = 2048;

    /// <param name="now">By the clock on the customer's wall: 今天 is its day.</param>
    public static FlowTurn Begin(Flow flow, DateTimeOffset now)
    {
        var run = new FlowRun(flow.Id, flow.Version, flow.Name, "", [], 0, "", now, now, "");
        return flow.Content.Nodes is [var first, ..] ? Go(flow, run, first.Id, [], now) : new(run, [], FlowEnd.Lost);
    }

    /// <summary>The customer says something while the flow waits.</summary>
    /// <param name="isTap">The words are the key of something tapped.</param>
    /// <returns>Null: it is no answer to what was asked.</returns>
    public static FlowTurn? Answer(Flow flow, FlowRun run, string words, bool isTap, DateTimeOffset now)
    {
        if (flow.Find(run.NodeId) is not { Waits: true } node)
            return Over(run, [], FlowEnd.Lost);
        if (!isTap && Cancels(flow, words))
            return Over(run, Said([Filled(flow, flow.Content.CancelText, run)]), FlowEnd.Cancelled);
        switch (node)
        {
            case AskNode ask when !isTap && FlowReading.Of(ask, words, now) is { } value:
                return Go(flow, run.With(ask.Slot, value), ask.Next, [], now);
            case ChoiceNode choice when FlowReading.Of(choice, words, isTap) is { } option:
                return Go(flow, run.With(choice.Slot, option.Text), option.Next, [], now);
            default:
                return null;
        }
    }

    /// <summary>What was said is no answer, and nothing else had one.</summary>
    public static FlowTurn Refuse(Flow flow, FlowRun run, DateTimeOffset now)
    {
        var (retry, most, givesUp) = flow.Find(run.NodeId) switch
        {
            AskNode ask => (ask.Retry, ask.MostTries, ask.GivesUp),
            ChoiceNode choice => (choice.Retry, choice.MostTries, choice.GivesUp),
            _ => ("", 0, ""),
        };
        if (run.Tries + 1 >= most)
            return givesUp.Length == 0 ? Over(run, [], FlowEnd.Lost) : Go(flow, run, givesUp, [], now);
        return new(run with { Tries = run.Tries + 1, Until = Patience(flow, now) }, Said([Filled(flow, retry, run), run.Prompt]));
    }

    /// <summary>Something else was answered in between: the question stands.</summary>
    public static FlowRun Interrupted(Flow flow, FlowRun run, DateTimeOffset now) => run with { Until = Patience(flow, now) };

    public static bool Cancels(Flow flow, string words) => KeywordLetters.Of(words) is { Length: > 0 } said && flow.Content.CancelWords.Any(w => KeywordLetters.Of(w) == said);

    private static FlowTurn Go(Flow flow, FlowRun run, string nodeId, List<string> said, DateTimeOffset now)
    {
        for (var step = 0; step < FlowLimits.Steps; step++)
        {
            switch (flow.Find(nodeId))
            {
                case SayNode say:
                    said.Add(Filled(flow, say.Text, run));
                    nodeId = say.Next;
                    break;
                case DecideNode decide:
                    nodeId = decide.Rules.FirstOrDefault(r => FlowReading.Holds(r, run[r.Slot]))?.Next ?? decide.Otherwise;
                    break;
                case { Waits: true } asks:
                    var prompt = Filled(flow, Prompt(asks), run);
                    said.Add(prompt);
                    return new(run with { NodeId = asks.Id, Tries = 0, Prompt = prompt, Until = Patience(flow, now), SilenceText = Filled(flow, flow.Content.SilenceText, run) }, Said(said));
                case TransferNode transfer:
                    said.Add(Filled(flow, transfer.Text, run));
                    return Over(run, Said(said), FlowEnd.Transferred, transfer.GroupId);
                case EndNode end:
                    said.Add(Filled(flow, end.Text, run));
                    return Over(run, Said(said), FlowEnd.Finished);
                default:
                    // A way that leads nowhere is not published; a damaged flow must not leave anybody without an answer.
                    return Over(run, Said(said), FlowEnd.Lost);
            }
        }

        return Over(run, Said(said), FlowEnd.Lost);
    }

    private static string Prompt(FlowNode node) => node switch
    {
        AskNode ask => ask.Text,
        ChoiceNode choice => choice.Options.Select((o, i) => $"\n{i + 1}. {o.Text}").Aggregate(new StringBuilder(choice.Text), (text, line) => text.Append(line)).ToString(),
        _ => "",
    };

    private static FlowTurn Over(FlowRun run, ImmutableArray<string> texts, FlowEnd end, Guid? groupId = null) => new(run with { NodeId = "", Prompt = "" }, texts, end, groupId);

    private static DateTimeOffset Patience(Flow flow, DateTimeOffset now) => now + TimeSpan.FromMinutes(flow.Content.Patience);

    /// <summary>As few messages as hold it all.</summary>
    private static ImmutableArray<string> Said(IEnumerable<string> texts)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        foreach (var text in texts.SelectMany(t => Parts(t.Trim())).Where(t => t.Length > 0))
        {
            if (said.Count > 0 && Encoding.UTF8.GetByteCount(said[^1]) + Encoding.UTF8.GetByteCount(text) + 1 <= TextBytes)
                said[^1] = $"{said[^1]}\n{text}";
            else
                said.Add(text);
        }

        return said.DrainToImmutable();
    }

    /// <summary>Where no message holds it all, at the ends of lines if there are any.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        while (Encoding.UTF8.GetByteCount(text) > TextBytes)
        {
            var most = 0;
            for (var bytes = 0; most < text.Length && (bytes += Encoding.UTF8.GetByteCount(text.AsSpan(most, char.IsHighSurrogate(text[most]) && most + 1 < text.Length ? 2 : 1))) <= TextBytes;)
                most += char.IsHighSurrogate(text[most]) && most + 1 < text.Length ? 2 : 1;
            var at = text.LastIndexOf('\n', most - 1) is > 0 and var line ? line : most;
            yield return text[..at];
            text = text[at..].TrimStart('\n');
        }

        yield return text;
    }

    /// <summary>Each slot once, from left to right: what a customer wrote is no template. Nothing stands for what was not answered.</summary>
    private static string Filled(Flow flow, string text, FlowRun run)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
            return text;
        var filled = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && text.IndexOf('}', i) is > 0 and var close && flow.Content.Nodes.Any(n => FlowCheck.SlotOf(n) is { Length: > 0 } slot && text.AsSpan(i + 1, close - i - 1).SequenceEqual(slot)))
            {
                var value = run[text[(i + 1)..close]] ?? "";
                filled.Append(value.Length <= FlowLimits.Repeated ? value : string.Concat(value.AsSpan(0, FlowLimits.Repeated), "…"));
                i = close;
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }
}

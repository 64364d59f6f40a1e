using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Imcc.Core.Answering.Keywords;

namespace Imcc.Core.Flows;

/// <summary>What has to be mended before a flow may be published: every problem at once, each at its node. A draft may have any of them.</summary>
public static partial class FlowCheck
{
    private const int PassiveBytes = 2048;

    /// <param name="groups">The skill groups there are.</param>
    public static IReadOnlyList<FlowProblem> Of(FlowContent content, IReadOnlySet<Guid> groups)
    {
        var problems = new List<FlowProblem>();
        Whole(content, problems);
        foreach (var node in content.Nodes)
            Node(content, node, groups, problems);
        // Where ways and ids are wrong, what can be reached cannot be told.
        if (content.Nodes.Length > 0 && problems.TrueForAll(p => p.Fault is not (FlowFault.IdBad or FlowFault.WayLost or FlowFault.WayOpen)))
            Ways(content, problems);
        return [.. problems.Distinct()];
    }

    /// <summary>What cannot even be kept as a draft.</summary>
    public static IReadOnlyList<FlowProblem> OfDraft(FlowContent content) =>
        [.. Of(content, content.Nodes.OfType<TransferNode>().Select(t => t.GroupId).OfType<Guid>().ToHashSet()).Where(p => p.Fault is FlowFault.TooMany or FlowFault.TooLong or FlowFault.IdBad or FlowFault.OutOfRange)];

    private static void Whole(FlowContent content, List<FlowProblem> problems)
    {
        if (content.Nodes.Length == 0)
            problems.Add(new(FlowFault.Empty));
        if (content.Nodes.Length > FlowLimits.Nodes)
            problems.Add(new(FlowFault.TooMany, Field: nameof(content.Nodes), Argument: Number(FlowLimits.Nodes)));
        if (content.Nodes.Select(SlotOf).Where(s => s.Length > 0).Distinct().Count() > FlowLimits.Slots)
            problems.Add(new(FlowFault.TooMany, Field: nameof(AskNode.Slot), Argument: Number(FlowLimits.Slots)));
        foreach (var id in content.Nodes.GroupBy(n => n.Id).Where(g => g.Count() > 1 || g.Key.Length is 0 or > FlowLimits.NodeId).Select(g => g.Key))
            problems.Add(new(FlowFault.IdBad, id));
        Range("", nameof(content.Patience), content.Patience, 1, FlowLimits.Patience, problems);
        Length("", nameof(content.SilenceText), content.SilenceText, FlowLimits.Text, problems);
        Length("", nameof(content.CancelText), content.CancelText, FlowLimits.Text, problems);
        if (content.CancelWords.Length > FlowLimits.Words)
            problems.Add(new(FlowFault.TooMany, Field: nameof(content.CancelWords), Argument: Number(FlowLimits.Words)));
        foreach (var word in content.CancelWords)
            Length("", nameof(content.CancelWords), word, FlowLimits.OptionText, problems);
        if (content.CancelWords.Length > 0 && string.IsNullOrWhiteSpace(content.CancelText))
            problems.Add(new(FlowFault.Missing, Field: nameof(content.CancelText)));
        foreach (var slot in SlotsIn([content.SilenceText, content.CancelText]).Where(s => !content.Nodes.Any(n => SlotOf(n) == s)))
            problems.Add(new(FlowFault.SlotUnknown, Argument: slot));
    }

    private static void Node(FlowContent content, FlowNode node, IReadOnlySet<Guid> groups, List<FlowProblem> problems)
    {
        foreach (var way in node.Ways)
        {
            if (way.Length == 0)
                problems.Add(new(FlowFault.WayOpen, node.Id));
            else if (!content.Nodes.Any(n => n.Id == way))
                problems.Add(new(FlowFault.WayLost, node.Id, Argument: way));
        }

        foreach (var slot in SlotsIn(node.Texts).Concat(node is DecideNode { Rules: var rules } ? rules.Select(r => r.Slot) : []).Where(s => s.Length > 0).Distinct())
        {
            if (!content.Nodes.Any(n => SlotOf(n) == slot))
                problems.Add(new(FlowFault.SlotUnknown, node.Id, Argument: slot));
        }

        if (SlotOf(node).AsSpan().ContainsAny('{', '}'))
            problems.Add(new(FlowFault.SlotBad, node.Id, nameof(AskNode.Slot), SlotOf(node)));
        switch (node)
        {
            case SayNode say:
                Needed(node, nameof(say.Text), say.Text, FlowLimits.Text, problems);
                break;
            case AskNode ask:
                Needed(node, nameof(ask.Text), ask.Text, FlowLimits.Text, problems);
                Needed(node, nameof(ask.Slot), ask.Slot, FlowLimits.Slot, problems);
                Length(node.Id, nameof(ask.Retry), ask.Retry, FlowLimits.Text, problems);
                Range(node.Id, nameof(ask.MostTries), ask.MostTries, 1, FlowLimits.Tries, problems);
                Length(node.Id, nameof(ask.Pattern), ask.Pattern, FlowLimits.Pattern - 10, problems);
                if (ask.Input == FlowInput.Pattern && FlowReading.Whole(ask.Pattern) is null)
                    problems.Add(new(FlowFault.PatternBad, node.Id, nameof(ask.Pattern), ask.Pattern));
                break;
            case ChoiceNode choice:
                Choice(choice, content.CancelWords, problems);
                break;
            case DecideNode decide:
                Decide(decide, problems);
                break;
            case TransferNode transfer:
                Length(node.Id, nameof(transfer.Text), transfer.Text, FlowLimits.Text, problems);
                if (transfer.GroupId is { } group && !groups.Contains(group))
                    problems.Add(new(FlowFault.GroupGone, node.Id, nameof(transfer.GroupId)));
                break;
            case EndNode end:
                Length(node.Id, nameof(end.Text), end.Text, FlowLimits.Text, problems);
                break;
        }
    }

    private static void Choice(ChoiceNode choice, ImmutableArray<string> cancel, List<FlowProblem> problems)
    {
        Needed(choice, nameof(choice.Text), choice.Text, FlowLimits.Text, problems);
        Length(choice.Id, nameof(choice.Slot), choice.Slot, FlowLimits.Slot, problems);
        Length(choice.Id, nameof(choice.Retry), choice.Retry, FlowLimits.Text, problems);
        Range(choice.Id, nameof(choice.MostTries), choice.MostTries, 1, FlowLimits.Tries, problems);
        if (choice.Options.Length == 0)
            problems.Add(new(FlowFault.Missing, choice.Id, nameof(choice.Options)));
        if (choice.Options.Length > FlowLimits.Options)
            problems.Add(new(FlowFault.TooMany, choice.Id, nameof(choice.Options), Number(FlowLimits.Options)));
        foreach (var option in choice.Options)
        {
            Needed(choice, nameof(choice.Options), option.Text, FlowLimits.OptionText, problems);
            if (option.Words.Length > FlowLimits.Words)
                problems.Add(new(FlowFault.TooMany, choice.Id, nameof(option.Words), Number(FlowLimits.Words)));
            foreach (var word in option.Words)
                Length(choice.Id, nameof(option.Words), word, FlowLimits.OptionText, problems);
        }

        var words = choice.Options.SelectMany((o, i) => o.Words.Prepend(o.Text).Select(w => (Word: KeywordLetters.Of(w), Option: i)).Distinct()).Where(w => w.Word.Length > 0)
            .Concat(choice.Options.Select((_, i) => (Word: Number(i + 1), Option: i)))
            // Whoever says it leaves the flow.
            .Concat(cancel.Select(w => (Word: KeywordLetters.Of(w), Option: -1)).Where(w => w.Word.Length > 0));
        foreach (var word in words.Distinct().GroupBy(w => w.Word).Where(g => g.Select(w => w.Option).Distinct().Skip(1).Any()).Select(g => g.Key))
            problems.Add(new(FlowFault.SameWord, choice.Id, nameof(choice.Options), word));
    }

    private static void Decide(DecideNode decide, List<FlowProblem> problems)
    {
        if (decide.Rules.Length == 0)
            problems.Add(new(FlowFault.Missing, decide.Id, nameof(decide.Rules)));
        if (decide.Rules.Length > FlowLimits.Rules)
            problems.Add(new(FlowFault.TooMany, decide.Id, nameof(decide.Rules), Number(FlowLimits.Rules)));
        foreach (var rule in decide.Rules)
        {
            if (rule.Slot.Length == 0)
                problems.Add(new(FlowFault.Missing, decide.Id, nameof(rule.Slot)));
            Length(decide.Id, nameof(rule.Slot), rule.Slot, FlowLimits.Slot, problems);
            Length(decide.Id, nameof(rule.Value), rule.Value, FlowLimits.Value, problems);
            if (rule.Test is FlowTest.AtLeast or FlowTest.AtMost && FlowReading.NumberOf(rule.Value) is null)
                problems.Add(new(FlowFault.NumberBad, decide.Id, nameof(rule.Value), rule.Value));
            else if (rule.Test is FlowTest.Is or FlowTest.IsNot or FlowTest.Contains && KeywordLetters.Of(rule.Value).Length == 0)
                problems.Add(new(FlowFault.Missing, decide.Id, nameof(rule.Value)));
        }
    }

    private static void Ways(FlowContent content, List<FlowProblem> problems)
    {
        var nodes = content.Nodes.ToDictionary(n => n.Id);
        var reached = new HashSet<string>();
        var open = new Stack<string>([content.Nodes[0].Id]);
        while (open.TryPop(out var id))
        {
            if (!reached.Add(id))
                continue;
            foreach (var way in nodes[id].Ways)
                open.Push(way);
        }

        problems.AddRange(content.Nodes.Where(n => !reached.Contains(n.Id)).Select(n => new FlowProblem(FlowFault.Unreachable, n.Id)));
        if (!content.Nodes.Any(n => n is TransferNode && reached.Contains(n.Id)))
            problems.Add(new(FlowFault.NobodyReached));
        Circles(content, nodes, problems);
        Silences(content, nodes, problems);
        foreach (var node in content.Nodes.Where(n => n.Waits && Encoding.UTF8.GetByteCount(string.Concat(n.Texts)) > PassiveBytes))
            problems.Add(new(FlowFault.LongText, node.Id));
    }

    /// <summary>Whoever answers is told something: no way leads to an end without a word.</summary>
    private static void Silences(FlowContent content, Dictionary<string, FlowNode> nodes, List<FlowProblem> problems)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(content.Nodes.Where(n => n.Waits).SelectMany(n => n.Ways).Prepend(content.Nodes[0].Id));
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id))
                continue;
            if (nodes[id] is EndNode { Text: var text } && string.IsNullOrWhiteSpace(text))
                problems.Add(new(FlowFault.Missing, id, nameof(EndNode.Text)));
            if (nodes[id] is DecideNode decide)
            {
                foreach (var way in decide.Ways)
                    open.Push(way);
            }
        }
    }

    /// <summary>What can be gone through without an answer that fits must not lead back to itself.</summary>
    private static void Circles(FlowContent content, Dictionary<string, FlowNode> nodes, List<FlowProblem> problems)
    {
        // Those that lead to a stop whatever happens are taken away until none is left; what is left stands in a circle or before one.
        var left = content.Nodes.Where(n => n is not (EndNode or TransferNode)).ToDictionary(n => n.Id, n => Unanswered(n).Where(w => nodes[w] is not (EndNode or TransferNode)).ToHashSet());
        while (left.FirstOrDefault(l => l.Value.Count == 0) is { Key: { } free })
        {
            left.Remove(free);
            foreach (var ways in left.Values)
                ways.Remove(free);
        }

        // Before a circle is no fault: only what leads back to itself.
        problems.AddRange(left.Keys.Where(id => LeadsTo(id, id, left)).Select(id => new FlowProblem(FlowFault.Circle, id)));
    }

    /// <summary>The ways out of a node that need no answer, or no right one.</summary>
    private static IEnumerable<string> Unanswered(FlowNode node) => node switch
    {
        AskNode ask => [ask.GivesUp],
        ChoiceNode choice => [choice.GivesUp],
        _ => node.Ways,
    };

    private static bool LeadsTo(string from, string to, Dictionary<string, HashSet<string>> ways)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(ways[from]);
        while (open.TryPop(out var id))
        {
            if (id == to)
                return true;
            if (!seen.Add(id) || !ways.TryGetValue(id, out var further))
                continue;
            foreach (var way in further)
                open.Push(way);
        }

        return false;
    }

    private static IEnumerable<string> SlotsIn(IEnumerable<string> texts) => texts.SelectMany(t => Slots().Matches(t).Select(m => m.Groups[1].Value));

    internal static string SlotOf(FlowNode node) => node switch
    {
        AskNode ask => ask.Slot,
        ChoiceNode choice => choice.Slot,
        _ => "",
    };

    private static void Needed(FlowNode node, string field, string text, int most, List<FlowProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(new(FlowFault.Missing, node.Id, field));
        Length(node.Id, field, text, most, problems);
    }

    private static void Length(string nodeId, string field, string text, int most, List<FlowProblem> problems)
    {
        if (text.Length > most)
            problems.Add(new(FlowFault.TooLong, nodeId, field, Number(most)));
    }

    private static void Range(string nodeId, string field, int value, int least, int most, List<FlowProblem> problems)
    {
        if (value < least || value > most)
            problems.Add(new(FlowFault.OutOfRange, nodeId, field, $"{Number(least)}–{Number(most)}"));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{([^{}]{1,40})\}")]
    private static partial Regex Slots();
}

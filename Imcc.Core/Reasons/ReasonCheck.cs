namespace Imcc.Core.Reasons;

/// <summary>What must hold for a tree before it is kept: every problem is gathered.</summary>
public static class ReasonCheck
{
    public static IReadOnlyList<ReasonProblem> Of(IReadOnlyCollection<ReasonNode> nodes)
    {
        var problems = new List<ReasonProblem>();
        if (nodes.Count > ReasonLimits.MaxNodes)
            problems.Add(new(ReasonFault.TooManyNodes, Argument: ReasonLimits.MaxNodes));
        var known = nodes.DistinctBy(n => n.Id).ToDictionary(n => n.Id);
        foreach (var node in nodes)
            problems.AddRange(Of(node, known));
        problems.AddRange(nodes.Where(n => n.Code.Length > 0).GroupBy(n => n.Code, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            .SelectMany(g => g.Skip(1)).Select(n => new ReasonProblem(ReasonFault.CodeTwice, n.Id, n.Name, n.Code)));
        problems.AddRange(nodes.Where(n => n.Name.Length > 0).GroupBy(n => (n.ParentId, n.Name)).Where(g => g.Count() > 1)
            .SelectMany(g => g.Skip(1)).Select(n => new ReasonProblem(ReasonFault.NameTwice, n.Id, n.Name, n.Name)));
        return problems;
    }

    /// <summary>1 for a root; null: its parents go round in a circle, or one is missing.</summary>
    public static int? DepthOf(Guid id, IReadOnlyDictionary<Guid, ReasonNode> known)
    {
        var depth = 0;
        for (Guid? at = id; at is { } here; at = known[here].ParentId)
        {
            if (!known.ContainsKey(here) || ++depth > known.Count)
                return null;
        }

        return depth;
    }

    private static IEnumerable<ReasonProblem> Of(ReasonNode node, Dictionary<Guid, ReasonNode> known)
    {
        ReasonProblem At(ReasonFault fault, object? argument = null) => new(fault, node.Id, node.Name.Length > 0 ? node.Name : node.Code, argument);
        if (string.IsNullOrWhiteSpace(node.Name))
            yield return At(ReasonFault.NameMissing);
        if (node.Name.Length > ReasonLimits.MaxNameLength)
            yield return At(ReasonFault.NameTooLong, ReasonLimits.MaxNameLength);
        if (string.IsNullOrWhiteSpace(node.Code))
            yield return At(ReasonFault.CodeMissing);
        if (node.Code.Length > ReasonLimits.MaxCodeLength)
            yield return At(ReasonFault.CodeTooLong, ReasonLimits.MaxCodeLength);
        if (!node.Code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            yield return At(ReasonFault.CodeCharacters, node.Code);
        if (node.Name.Concat(node.Keywords.SelectMany(k => k)).Any(char.IsControl))
            yield return At(ReasonFault.ControlCharacters);
        if (node.Keywords.Length > ReasonLimits.MaxKeywords)
            yield return At(ReasonFault.KeywordsTooMany, ReasonLimits.MaxKeywords);
        if (node.Keywords.Any(k => k.Length > ReasonLimits.MaxKeywordLength))
            yield return At(ReasonFault.KeywordTooLong, ReasonLimits.MaxKeywordLength);
        if (node.ParentId is { } parent && !known.ContainsKey(parent))
            yield return At(ReasonFault.ParentMissing);
        else if (DepthOf(node.Id, known) is not { } depth)
            yield return At(ReasonFault.Circle);
        else if (depth > ReasonLimits.MaxDepth)
            yield return At(ReasonFault.TooDeep, ReasonLimits.MaxDepth);
    }
}

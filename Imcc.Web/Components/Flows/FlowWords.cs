using Imcc.Core.Flows;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Flows;

/// <summary>How a node, and what is wrong with one, is said on screen.</summary>
internal static class FlowWords
{
    private const int Short = 22;

    /// <summary>The first words of what a node says.</summary>
    public static string TitleOf(FlowNode node, IStringLocalizer<FlowText> words, int most = 60)
    {
        var title = node switch
        {
            SayNode say => say.Text,
            AskNode ask => ask.Text,
            ChoiceNode choice => choice.Text,
            DecideNode decide => string.Join('、', decide.Rules.Select(r => r.Slot).Where(s => s.Length > 0).Distinct()) is { Length: > 0 } slots ? words["DecideBy", slots] : "",
            TransferNode transfer => transfer.Text,
            EndNode end => end.Text,
            _ => "",
        };
        var line = title.Trim().ReplaceLineEndings(" ");
        if (line.Length == 0)
            return node is TransferNode or EndNode ? words["Kind_" + FlowKinds.KindOf(node)] : words["Untitled"];
        return line.Length <= most ? line : line[..most].TrimEnd() + "…";
    }

    /// <summary>Number and first words, as a way to it is offered.</summary>
    public static string NameOf(FlowForm form, FlowNode node, IStringLocalizer<FlowText> words) =>
        $"{form.NumberOf(node.Id)} · {words["Kind_" + FlowKinds.KindOf(node)]} · {TitleOf(node, words, Short)}";

    public static string SentenceOf(FlowForm form, FlowProblem problem, IStringLocalizer<FlowText> words)
    {
        var field = problem.Field.Length == 0 ? "" : words["Field_" + problem.Field].Value;
        return words["Fault_" + problem.Fault, field, problem.Argument];
    }

    public static string EndOf(FlowEnd end, string? group, IStringLocalizer<FlowText> words) => end is FlowEnd.Transferred
        ? words["End_Transferred", group ?? words["AccountGroup"].Value]
        : words["End_" + end];
}

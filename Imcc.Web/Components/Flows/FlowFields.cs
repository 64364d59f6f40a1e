using Imcc.Core.Flows;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Flows;

/// <summary>What the fields of every kind of node have in common.</summary>
public abstract class FlowFields<TNode> : ComponentBase
    where TNode : FlowNode
{
    [Parameter, EditorRequired] public required FlowForm Form { get; set; }

    [Parameter, EditorRequired] public required TNode Node { get; set; }

    /// <summary>What is wrong with this node.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<FlowProblem> Problems { get; set; }

    /// <summary>Somebody wants to see another node.</summary>
    [Parameter, EditorRequired] public EventCallback<string> Jump { get; set; }

    [Inject] public required IStringLocalizer<FlowText> F { get; init; }

    protected bool IsBad(string field) => Problems.Any(p => p.Field == field);

    protected string? Bad(string field) => IsBad(field) ? "bad" : null;

    protected void Set(TNode node) => Form.Replace(node);

    protected static string Text(ChangeEventArgs e) => e.Value as string ?? "";
}

using Imcc.Core.Flows;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Flows;

/// <summary>The kinds of nodes, as they are offered; the names stand in the texts and the styles.</summary>
public enum FlowKind
{
    Say,
    Ask,
    Choice,
    Decide,
    Transfer,
    End,
}

/// <summary>What each kind is, and what a new one begins with.</summary>
internal static class FlowKinds
{
    public static FlowKind KindOf(FlowNode node) => node switch
    {
        SayNode => FlowKind.Say,
        AskNode => FlowKind.Ask,
        ChoiceNode => FlowKind.Choice,
        DecideNode => FlowKind.Decide,
        TransferNode => FlowKind.Transfer,
        EndNode => FlowKind.End,
        _ => throw new InvalidOperationException($"{node.GetType().Name} is no node that is known here."),
    };

    public static FlowNode New(FlowKind kind, string id, IStringLocalizer<FlowText> words) => kind switch
    {
        FlowKind.Say => new SayNode(id),
        FlowKind.Ask => new AskNode(id, Retry: words["New_Retry"]),
        FlowKind.Choice => new ChoiceNode(id, Options: [new(""), new("")], Retry: words["New_ChoiceRetry"]),
        FlowKind.Decide => new DecideNode(id, [new("", FlowTest.Is)]),
        FlowKind.Transfer => new TransferNode(id, words["New_Transfer"]),
        FlowKind.End => new EndNode(id),
        _ => throw new InvalidOperationException($"{kind} is no kind that is known here."),
    };

    /// <summary>What a new flow begins with: what for, by what number, and then people.</summary>
    public static FlowContent Template(IStringLocalizer<FlowText> words) => new(
        [
            new ChoiceNode(
                "n1",
                words["Template_What"],
                [new(words["Template_Option1"], Next: "n2"), new(words["Template_Option2"], Next: "n2"), new(words["Template_Option3"], [words["Template_Nothing"]], "n4")],
                words["Template_WhatSlot"],
                words["New_ChoiceRetry"],
                GivesUp: "n3"),
            new AskNode("n2", words["Template_Phone"], words["Template_PhoneSlot"], FlowInput.Phone, Retry: words["Template_PhoneRetry"], Next: "n3", GivesUp: "n3"),
            new TransferNode("n3", words["New_Transfer"]),
            new EndNode("n4", words["Template_End"]),
        ],
        SilenceText: words["Template_Silence"],
        CancelWords: [words["Template_Cancel1"], words["Template_Cancel2"]],
        CancelText: words["Template_Cancelled"]);
}

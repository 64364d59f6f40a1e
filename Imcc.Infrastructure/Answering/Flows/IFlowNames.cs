namespace Imcc.Infrastructure.Answering.Flows;

/// <summary>The flows in force, for whoever lets something lead to one.</summary>
public interface IFlowNames
{
    /// <summary>By name. Never waits.</summary>
    IReadOnlyList<FlowName> Names { get; }
}

namespace Imcc.Core.Flows;

/// <summary>The published flows.</summary>
public interface IFlows
{
    /// <summary>The flow with this key, as it is in force for this account's customers; null: there is none. Never waits.</summary>
    Flow? Find(string key, Guid accountId);

    /// <summary>The version in which somebody began, in force or not; null: it is not there any more, or cannot be read.</summary>
    ValueTask<Flow?> FindAsync(Guid flowId, long version, CancellationToken cancellationToken = default);
}

using Imcc.Core.Reasons;

namespace Imcc.Tests.Administration;

/// <summary>How often reasons were given, as a test says.</summary>
internal sealed class FakeReasonCounts : IReasonCounts
{
    public Dictionary<Guid, int> Counts { get; } = [];

    public Task<IReadOnlyDictionary<Guid, int>> CountAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyDictionary<Guid, int>>(Counts);
}

using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>Shows what day a test gives it.</summary>
internal sealed class FakeMyDay : IMyDay
{
    public DayView? Day { get; set; }

    public List<Guid> Asked { get; } = [];

    public Task<DayView?> LookAsync(Guid viewerId, Guid agentId, CancellationToken cancellationToken = default)
    {
        Asked.Add(agentId);
        return Task.FromResult(Day);
    }
}

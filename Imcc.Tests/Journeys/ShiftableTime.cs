namespace Imcc.Tests.Journeys;

/// <summary>The real clock, moved ahead by as much as a test says: half an hour passes at once, and everything that ticks still ticks.</summary>
public sealed class ShiftableTime : TimeProvider
{
    private long _ahead;

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
}

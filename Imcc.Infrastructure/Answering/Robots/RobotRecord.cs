namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>How a robot has done on this node since it started.</summary>
internal sealed class RobotRecord(TimeProvider time)
{
    private long _asked;
    private long _answered;
    private long _failed;
    private RobotFailure? _last;

    public RobotCircuit Circuit { get; } = new(time);

    public long Asked => Interlocked.Read(ref _asked);

    public long Answered => Interlocked.Read(ref _answered);

    public long Failed => Interlocked.Read(ref _failed);

    public RobotFailure? Last => Volatile.Read(ref _last);

    public void Note(RobotReply reply)
    {
        Interlocked.Increment(ref _asked);
        if (reply.Outcome == RobotOutcome.Answered)
            Interlocked.Increment(ref _answered);
        if (reply.HasFailed)
        {
            Interlocked.Increment(ref _failed);
            Volatile.Write(ref _last, new(reply.Outcome, reply.Status, time.GetUtcNow()));
            Circuit.Failed();
        }
        else
        {
            Circuit.Succeeded();
        }
    }
}

/// <summary>When and how a robot last failed.</summary>
public sealed record RobotFailure(RobotOutcome Outcome, int? Status, DateTimeOffset At);

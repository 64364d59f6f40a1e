namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>Leaves a robot in peace for a while after it has failed several times in a row; then one question tries whether it is well again.</summary>
internal sealed class RobotCircuit(TimeProvider time)
{
    public const int MostFailures = 5;
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return _failures >= MostFailures && time.GetUtcNow() < _until;
        }
    }

    /// <returns>False: it rests, or somebody else is trying it just now.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_failures < MostFailures)
                return true;
            var now = time.GetUtcNow();
            if (now < _until)
                return false;
            // This one tries; the others wait for what becomes of it.
            _until = now + Rest;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
            _failures = 0;
    }

    public void Failed()
    {
        lock (_lock)
        {
            _failures++;
            if (_failures >= MostFailures)
                _until = time.GetUtcNow() + Rest;
        }
    }
}

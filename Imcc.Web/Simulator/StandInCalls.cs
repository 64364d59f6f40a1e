using System.Globalization;

namespace Imcc.Web.Simulator;

/// <summary>Calls that were refused, by the id in their words, and how often quotas were cleared this month.</summary>
public sealed class StandInCalls(TimeProvider time)
{
    public const int ClearsAMonth = 10;
    private const int MostRemembered = 500;

    private readonly Lock _gate = new();
    private readonly Queue<StandInCall> _calls = new();
    private readonly Dictionary<(string AppId, string Month), int> _clears = [];
    private long _last = 0x6500_0000;

    public string NextRid()
    {
        var id = Interlocked.Increment(ref _last);
        return string.Create(CultureInfo.InvariantCulture, $"{id:x8}-{id * 2654435761 & 0xFFFFFFFF:x8}-{id ^ 0x5A5A5A5A:x8}");
    }

    public void Remember(string rid, string path, string answer)
    {
        lock (_gate)
        {
            if (_calls.Count >= MostRemembered)
                _calls.Dequeue();
            _calls.Enqueue(new(rid, time.GetUtcNow(), path, answer));
        }
    }

    public StandInCall? Find(string rid)
    {
        lock (_gate)
            return _calls.FirstOrDefault(c => c.Rid == rid);
    }

    /// <returns>0, or 48006: as often as a month has them.</returns>
    public int Clear(string appId)
    {
        var month = time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMM", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            var used = _clears.GetValueOrDefault((appId, month));
            if (used >= ClearsAMonth)
                return 48006;
            if (_clears.Count > 1000)
                _clears.Clear();
            _clears[(appId, month)] = used + 1;
            return 0;
        }
    }
}

public sealed record StandInCall(string Rid, DateTimeOffset At, string Path, string Answer);

namespace Imcc.Infrastructure;

/// <summary>Whether this node takes work: from the end of recovery to the beginning of the stop.</summary>
public sealed class Readiness
{
    private volatile bool _ready;

    public bool IsReady => _ready;

    internal void Start() => _ready = true;

    internal void Stop() => _ready = false;
}

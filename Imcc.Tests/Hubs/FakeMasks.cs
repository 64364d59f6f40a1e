using Imcc.Core.Desk;
using Imcc.Core.Privacy;

namespace Imcc.Tests.Hubs;

/// <summary>Hides everything, and notes how often somebody was let see clearly.</summary>
internal sealed class FakeMasks : IMasks
{
    private readonly AsyncLocal<bool> _inClear = new();

    public int Clear { get; private set; }

    public Mask For(Guid agentId) => _inClear.Value ? Mask.None : new(PrivacyRules.Kinds);

    public IDisposable InClear()
    {
        Clear++;
        _inClear.Value = true;
        return new End(() => _inClear.Value = false);
    }

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

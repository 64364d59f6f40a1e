using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IMasks"/>
internal sealed class Masks(DirectoryCache directory) : IMasks
{
    private static readonly Mask Everything = new(PrivacyRules.Kinds);

    private readonly AsyncLocal<bool> _inClear = new();

    public Mask For(Guid agentId)
    {
        var known = directory.Current;
        if (_inClear.Value && !known.Privacy.MaskPrograms)
            return Mask.None;
        return known.Agents.TryGetValue(agentId, out var agent) ? known.Privacy.MaskFor(agent.IsLead) : Everything;
    }

    public IDisposable InClear()
    {
        var before = _inClear.Value;
        _inClear.Value = true;
        return new End(() => _inClear.Value = before);
    }

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

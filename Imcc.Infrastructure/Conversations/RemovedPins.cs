using Imcc.Core.Conversations;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The pins that were removed a moment ago, whole, so that whoever removed one by mistake gets it back as it was, however little of it they may see. Lost with the process.</summary>
internal sealed class RemovedPins
{
    private const int Kept = 500;

    private readonly Lock _lock = new();
    private readonly LinkedList<Pin> _pins = [];

    public void Keep(Pin pin)
    {
        lock (_lock)
        {
            _pins.AddLast(pin);
            if (_pins.Count > Kept)
                _pins.RemoveFirst();
        }
    }

    public Pin? Find(Guid pinId)
    {
        lock (_lock)
            return _pins.LastOrDefault(p => p.Id == pinId);
    }
}

namespace Imcc.Infrastructure.Translation;

/// <summary>As many answers as may be remembered; the one asked for longest ago makes way.</summary>
internal sealed class RecentTexts<T>(int most)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string? Source, string Target, string Text), LinkedListNode<((string?, string, string) Key, T Value)>> _known = [];
    private readonly LinkedList<((string?, string, string) Key, T Value)> _order = new();

    public T? Find(string? source, string target, string text)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue((source, target, text), out var node))
                return null;
            _order.Remove(node);
            _order.AddLast(node);
            return node.Value.Value;
        }
    }

    public void Keep(string? source, string target, string text, T value)
    {
        var key = (source, target, text);
        lock (_gate)
        {
            if (_known.Remove(key, out var old))
                _order.Remove(old);
            if (most == 0)
                return;
            if (_known.Count >= most && _order.First is { } oldest)
            {
                _known.Remove(oldest.Value.Key);
                _order.RemoveFirst();
            }

            _known[key] = _order.AddLast((key, value));
        }
    }
}

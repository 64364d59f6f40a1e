using Imcc.Core.Conversations;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The last messages that this activation dealt with, so that one given again is not looked up. The database's keys are what makes it safe; this makes it cheap.</summary>
internal sealed class RecentReplies
{
    private const int Capacity = 16;

    private readonly (Guid Id, Reply Reply)[] _ring = new (Guid, Reply)[Capacity];
    private int _next;

    public Reply? Find(Guid messageId)
    {
        foreach (var (id, reply) in _ring)
        {
            if (id == messageId)
                return reply;
        }

        return null;
    }

    public void Keep(Guid messageId, Reply reply)
    {
        _ring[_next] = (messageId, reply);
        _next = (_next + 1) % Capacity;
    }
}

namespace Imcc.Core.Routing;

/// <summary>Makes the pairs: the contact with the highest score first, among all lines, because one agent may serve several of them.</summary>
internal sealed class Dispatcher(Floor floor, Usher usher, Waker waker, Wakings wakings, AcdOptions options)
{
    public List<Assignment> Dispatch(DateTimeOffset now, int max)
    {
        waker.WakeUp(now);
        var made = new List<Assignment>();
        var heads = new PriorityQueue<(WaitingLine Line, Standing Contact, int Look), ContactRank>();
        foreach (var line in floor.Unsettled.ToArray())
            LookFromTheFront(line);

        while (made.Count < max && heads.TryDequeue(out var head, out _))
        {
            var (line, contact, look) = head;
            if (look != line.Look)
                continue;
            if (AgentChoice.For(contact, floor, options, now, out var again) is { } choice)
            {
                made.Add(new(contact.ConversationId, contact.Entry!.ThreadId, choice.Agent.AgentId, contact.Revision, choice.Explanation, Units: contact.Entry.Units));
                usher.Propose(contact, choice.Agent, now);
                // The members of an empty line may help in others.
                if (line.WaitingCount == 0)
                {
                    foreach (var helped in line.Helped.Where(h => h.WaitingCount > 0))
                        LookFromTheFront(helped);
                }
            }
            else
            {
                contact.Run!.Pass(contact);
            }

            if (again is { } at)
                wakings.Schedule(contact, at);
            EnqueueNext(line);
        }

        return made;

        void LookFromTheFront(WaitingLine line)
        {
            line.Rewind();
            EnqueueNext(line);
        }

        void EnqueueNext(WaitingLine line)
        {
            if (line.Next(floor.Scale, now, out var rank) is { } next)
                heads.Enqueue((line, next, line.Look), rank);
            else
                floor.Settle(line);
        }
    }
}

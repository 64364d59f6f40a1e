using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Plays random histories: something happens, the ACD decides, the conversations answer.</summary>
internal static class Play
{
    /// <param name="decided">After each decision, with the world as it was when it was made.</param>
    /// <param name="answered">After the answers.</param>
    public static void Histories(int count, Action<World, IReadOnlyList<Assignment>>? decided = null, Action<World>? answered = null, int length = 100, bool fewAtATime = false) =>
        Routing.Histories.Check(count, length, history =>
        {
            var world = new World(history[0].B);
            foreach (var step in history)
                Once(world, step, decided, answered, fewAtATime ? 1 + step.A % 3 : int.MaxValue);
        });

    public static World Whole(IReadOnlyList<Step> history)
    {
        var world = new World(history[0].B);
        foreach (var step in history)
            Once(world, step, null, null, int.MaxValue);
        return world;
    }

    public static IReadOnlyList<Assignment> Once(World world, Step step, Action<World, IReadOnlyList<Assignment>>? decided, Action<World>? answered, int max)
    {
        world.Happen(step);
        world.Expire();
        var made = world.Acd.Dispatch(world.Now, max);
        decided?.Invoke(world, made);
        foreach (var (assignment, i) in made.Select((a, i) => (a, i)))
            world.Propose(assignment);
        var away = world.Acd.TakeTurnedAway();
        if (made.Count < max)
            Assert.Equal(world.Gate.Close(world).Order(), away.Select(t => t.ConversationId).Order());
        else
            Assert.Empty(away);
        foreach (var (assignment, i) in made.Select((a, i) => (a, i)))
            Hands.Answer(world, assignment, step.A + i);
        foreach (var turned in away.Where(_ => step.B % 2 == 0))
        {
            var conversation = world.Conversations[turned.ConversationId];
            Assert.Equal((conversation.Revision, conversation.GroupId, conversation.ThreadId), (turned.ExpectedRevision, turned.GroupId, turned.ThreadId));
            world.Commit(Life.Abandon(conversation, world.Now));
        }

        answered?.Invoke(world);
        return made;
    }

    /// <summary>Everything that is decided at this moment, with all that is said about why.</summary>
    public static List<string> Decisions(Acd acd, DateTimeOffset now) =>
        [.. acd.Dispatch(now).Select(a => $"{a.ConversationId} to {a.AgentId} at {a.ExpectedRevision}: {a.Explanation.LastAgentFirst} {a.Explanation.Contact} {a.Explanation.NotAsked} {string.Join(", ", a.Explanation.Candidates)}")];

    public static bool Waits(Conversation conversation) => conversation.State is ConversationState.Queued or ConversationState.Offered;
}

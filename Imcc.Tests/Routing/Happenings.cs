using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>What happens in the <see cref="World"/>, step by step.</summary>
internal static class Happenings
{
    public static void Happen(this World world, Step step)
    {
        world.Pass(TimeSpan.FromSeconds(step.B % 3));
        switch (step.What)
        {
            case < 0: break;
            case < 22: Arrive(world, step); break;
            case < 26: Change(world, step, c => c.State is ConversationState.Queued or ConversationState.Offered, c => Life.Abandon(c, world.Now)); break;
            case < 37: Change(world, step, c => c.State == ConversationState.Offered, c => Accept(world, c)); break;
            case < 43: Change(world, step, c => c.State == ConversationState.Offered, c => Life.Refuse(c, world.Now)); break;
            case < 45: Change(world, step, c => c.State == ConversationState.Offered, c => Life.Withdraw(c, world.Now)); break;
            case < 52: Change(world, step, c => c.State == ConversationState.Active, c => Life.End(c, world.Now)); break;
            case < 58: Change(world, step, c => c.State == ConversationState.WrapUp, c => Released(world, c, Life.Close(c, world.Now))); break;
            case < 60: Change(world, step, c => c.State == ConversationState.Active, c => Released(world, c, Life.Requeue(c, world.Now))); break;
            case < 62: Change(world, step, c => c.State == ConversationState.Active, c => Released(world, c, Life.TransferTo(c, World.Group(step.B), 1 + step.A % 2, world.Now))); break;
            case < 64: Change(world, step, c => c.State == ConversationState.Active, c => Released(world, c, Life.Park(c, world.Now))); break;
            case < 66: Change(world, step, c => c.State == ConversationState.Parked, c => Life.Wake(c, world.Now, world.Now + TimeSpan.FromSeconds(step.B % 12))); break;
            case < 73: Hands.Happen(world, step); break;
            case < 79: Toggle(world, world.Workers[step.A % World.Agents]); break;
            case < 81: Lose(world, world.Workers[step.A % World.Agents]); break;
            case < 84: Retrain(world, world.Workers[step.A % World.Agents], step.B); break;
            case < 85: world.Arrange(Arrangements.Choose(step.A, step.B)); break;
            case < 88: Change(world, step, c => c.State is ConversationState.Queued or ConversationState.Offered or ConversationState.WrapUp or ConversationState.Active, c => Life.Hear(c, world.Now)); break;
            case < 90: Change(world, step, c => c.State is ConversationState.Queued or ConversationState.Offered, c => Life.WithVipTier(c, step.B % 4)); break;
            case < 92 when world.Facts.Count > 0:
                Assert.False(world.Acd.Hear(world.Facts[step.A % world.Facts.Count], world.Now), "An old fact was taken for news.");
                break;
            case < 93:
                var old = world.Workers[step.A % World.Agents];
                world.Acd.Seat(old.Seat() with { StatusRevision = old.StatusRevision - 1, IsRoutable = !old.IsRoutable }, world.Now);
                break;
            case < 96: Hands.AnswerLate(world, step); break;
            case 96:
                world.Rebuild();
                world.Pass(TimeSpan.FromSeconds(1));
                break;
            case < 99: world.Pass(TimeSpan.FromSeconds(step.B % 40)); break;
            default:
                if (step.B % 2 == 0)
                    StartDay(world);
                else
                    Assert.Empty(world.Acd.Rehear([.. world.Conversations.Values.Where(c => c.IsOpen && c.State != ConversationState.Automated).Select(ConversationFacts.Of)], world.Acd.Mark, world.Now));
                break;
        }
    }

    public static Conversation Accept(World world, Conversation conversation)
    {
        Worker(world, conversation).Take(conversation.GroupId!.Value, world.Now);
        return Life.Accept(conversation, World.Id(0x5, ++world.Made), world.Now);
    }

    /// <summary>The agent lets go of it.</summary>
    public static Conversation Released(World world, Conversation before, Conversation after)
    {
        Worker(world, before).IdleSince = world.Now;
        return after;
    }

    public static void Change(World world, Step step, Func<Conversation, bool> which, Func<Conversation, Conversation> change)
    {
        var all = world.Conversations.Values.Where(which).OrderBy(c => c.Id).ToList();
        if (all.Count == 0)
            return;
        var before = all[step.A % all.Count];
        var after = change(before);
        if (after != before)
            world.Commit(after);
    }

    private static void StartDay(World world)
    {
        world.StartDay();
        // What is accepted at this very moment counts as yesterday's.
        world.Pass(TimeSpan.FromSeconds(1));
    }

    private static Worker Worker(World world, Conversation conversation) => world.Workers.Single(w => w.Id == conversation.AgentId);

    private static void Arrive(World world, Step step)
    {
        var number = ++world.Made;
        var conversation = Life.Open(World.Id(0xC, number), World.Id(0x7, number), World.Id(2, number), world.Now);
        world.Commit(conversation);
        (Guid, DateTimeOffset)? preferred = step.A % 4 == 0 ? (World.Id(0xA, step.B % World.Agents), world.Now + TimeSpan.FromSeconds(step.B % 12)) : null;
        world.Commit(Life.Join(conversation, World.Group(step.A), step.B % 4, 1 + (step.B % 5 == 0 ? 1 : 0), preferred, world.Now));
    }

    private static void Toggle(World world, Worker worker)
    {
        var before = world.Asked(worker);
        worker.IsRoutable = !worker.IsRoutable;
        worker.StatusRevision++;
        if (worker.IsRoutable)
            worker.ReadySince = world.Now;
        world.Sit(worker, before);
    }

    /// <summary>The connection is gone: offers are withdrawn at once.</summary>
    private static void Lose(World world, Worker worker)
    {
        if (!worker.IsRoutable)
            return;
        Toggle(world, worker);
        foreach (var offered in world.Conversations.Values.Where(c => c.State == ConversationState.Offered && c.AgentId == worker.Id).OrderBy(c => c.Id).ToList())
            world.Commit(Life.Withdraw(offered, world.Now));
    }

    private static void Retrain(World world, Worker worker, int how)
    {
        var before = world.Asked(worker);
        worker.Capacity = how % 5;
        if (how % 3 != 0 || !worker.Skills.Remove(World.Group(how)))
            world.Train(worker, how, how / 5, how / 7);
        world.Sit(worker, before);
    }
}

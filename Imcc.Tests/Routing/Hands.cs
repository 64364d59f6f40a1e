using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>What people do by hand, and what becomes of assignments.</summary>
internal static class Hands
{
    public static void Happen(World world, Step step)
    {
        var worker = world.Workers[step.B % World.Agents];
        switch (step.What)
        {
            case < 67: Direct(world, step, AssignmentKind.Pick, worker, force: false); break;
            case < 69: Direct(world, step, AssignmentKind.Supervisor, worker, force: step.B % 3 == 0); break;
            case < 71: Direct(world, step, AssignmentKind.Transfer, worker, force: step.B % 5 == 0); break;
            case < 72: Assign(world, step, worker); break;
            default: AnswerInvitation(world, step); break;
        }
    }

    /// <summary>What the conversation does with an assignment: mostly it is offered, sometimes refused or not heard of again.</summary>
    public static void Answer(World world, Assignment assignment, int how)
    {
        var conversation = world.Conversations[assignment.ConversationId];
        world.Propose(assignment);
        switch (how % 8)
        {
            case 0:
                Assert.True(world.Acd.Reject(conversation.Id, assignment.ExpectedRevision, world.Now));
                world.GiveUp(conversation.Id, assignment.Kind == AssignmentKind.Transfer ? null : world.Now + TimeSpan.FromSeconds(1));
                break;
            case 1:
                break;
            case 2:
                // Confirmed first, and the facts come after.
                var next = Made(world, conversation, assignment.Kind, assignment.AgentId, assignment.IsForced);
                Assert.True(world.Acd.Confirm(assignment, next.Revision, world.Now));
                Assert.False(world.Acd.Confirm(assignment, next.Revision, world.Now));
                world.Commit(next, heard: false);
                break;
            default:
                world.Commit(Made(world, conversation, assignment.Kind, assignment.AgentId, assignment.IsForced));
                break;
        }
    }

    /// <summary>An assignment that hung is answered after all; if it expired meanwhile, nobody minds.</summary>
    public static void AnswerLate(World world, Step step)
    {
        var hanging = world.Proposals.Select(p => (p.Key, p.Value, IsTransfer: false)).Concat(world.Reservations.Select(p => (p.Key, p.Value, IsTransfer: true))).OrderBy(p => p.Key).ToList();
        if (hanging.Count == 0)
            return;
        var (id, way, isTransfer) = hanging[step.A % hanging.Count];
        var conversation = world.Conversations[id];
        if (step.B % 2 == 0)
        {
            world.GiveUp(id);
            world.Commit(Made(world, conversation, isTransfer ? AssignmentKind.Transfer : AssignmentKind.Automatic, way.AgentId, way.IsForced));
            return;
        }

        Assert.True(world.Acd.Reject(id, way.Revision, world.Now));
        world.GiveUp(id, !isTransfer && conversation.Revision == way.Revision ? world.Now + TimeSpan.FromSeconds(1) : null);
    }

    /// <summary>What must come of it, in plain words.</summary>
    public static DirectOutcome Expected(World world, Conversation conversation, AssignmentKind kind, Worker worker, bool force)
    {
        if (kind == AssignmentKind.Transfer)
        {
            if (conversation.State != ConversationState.Active)
                return DirectOutcome.NotServed;
            if (conversation.AgentId == worker.Id)
                return DirectOutcome.AlreadyTheirs;
            if (conversation.Invitation is not null || world.Reservations.ContainsKey(conversation.Id))
                return DirectOutcome.AlreadyInvited;
        }
        else if (conversation.State == ConversationState.Offered || world.IsProposed(conversation.Id))
        {
            return DirectOutcome.BeingAsked;
        }
        else if (conversation.State == ConversationState.Active && conversation.AgentId == worker.Id)
        {
            return DirectOutcome.AlreadyTheirs;
        }
        else if (conversation.State != ConversationState.Queued)
        {
            return DirectOutcome.NotWaiting;
        }

        if (kind == AssignmentKind.Pick && !worker.Has(conversation.GroupId!.Value) && !Helps(world, conversation, worker))
            return DirectOutcome.NotAMember;
        if (kind != AssignmentKind.Pick && force)
            return DirectOutcome.Assigned;
        if (kind != AssignmentKind.Pick && !worker.IsRoutable)
            return DirectOutcome.NotRoutable;
        return world.Load(worker) + conversation.Units > worker.Capacity ? DirectOutcome.Full : DirectOutcome.Assigned;
    }

    private static bool Helps(World world, Conversation conversation, Worker worker) =>
        world.Rules.For(conversation.GroupId!.Value).Line.Relaxation
            .Where(s => s.After <= world.Now - conversation.JoinedLineAt!.Value)
            .Any(s => s.OverflowGroups.Any(worker.Has));

    private static void Direct(World world, Step step, AssignmentKind kind, Worker worker, bool force)
    {
        var all = world.Conversations.Values.Where(c => c.IsOpen && c.State != ConversationState.Automated).OrderBy(c => c.State != (kind == AssignmentKind.Transfer ? ConversationState.Active : ConversationState.Queued)).ThenBy(c => c.Id).ToList();
        if (all.Count == 0)
            return;
        world.Expire();
        var conversation = all[step.A % ((all.Count + 1) / 2)];
        var expected = Expected(world, conversation, kind, worker, force);
        // What has expired is given up by a decision, or by the answer to a question.
        var directed = world.Acd.Direct(kind, conversation.Id, worker.Id, world.Now, force);
        Assert.Equal(expected, directed.Outcome);
        Assert.Equal(expected == DirectOutcome.Assigned, directed.Assignment is not null);
        if (directed.Assignment is not { } assignment)
            return;
        Assert.Equal((conversation.Id, worker.Id, conversation.Revision, kind, force && kind != AssignmentKind.Pick, conversation.Units),
            (assignment.ConversationId, assignment.AgentId, assignment.ExpectedRevision, assignment.Kind, assignment.IsForced, assignment.Units));
        Answer(world, assignment, step.A);
    }

    /// <summary>A supervisor gives it to the agent without asking anybody.</summary>
    private static void Assign(World world, Step step, Worker worker) => Happenings.Change(
        world,
        step,
        c => c.State is ConversationState.Queued or ConversationState.Offered or ConversationState.Active or ConversationState.Parked && c.AgentId != worker.Id,
        c =>
        {
            if (c.State == ConversationState.Active)
                world.Workers.Single(w => w.Id == c.AgentId).IdleSince = world.Now;
            worker.Take(c.GroupId!.Value, world.Now);
            return Life.Assign(c, worker.Id, World.Id(0x5, ++world.Made), world.Now);
        });

    private static void AnswerInvitation(World world, Step step) => Happenings.Change(world, step, c => c.Invitation is not null, c =>
    {
        if (step.B % 2 == 0)
            return Life.EndInvitation(c);
        world.Workers.Single(w => w.Id == c.AgentId).IdleSince = world.Now;
        world.Workers.Single(w => w.Id == c.Invitation!.AgentId).Take(c.GroupId!.Value, world.Now);
        return Life.AcceptInvitation(c, World.Id(0x5, ++world.Made), world.Now);
    });

    private static Conversation Made(World world, Conversation conversation, AssignmentKind kind, Guid agentId, bool isForced) => kind == AssignmentKind.Transfer
        ? Life.Invite(conversation, agentId, World.Id(0xF, ++world.Made), world.Now)
        : Life.Offer(conversation, agentId, World.Id(0xF, ++world.Made), world.Now, isForced);
}

using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>What people assign themselves, and what it takes of the capacity: routing.md §2.2.</summary>
public sealed class ByHandTests
{
    private readonly Hall _hall = new(line: new() { Relaxation = [new(TimeSpan.FromSeconds(30), 1, [Hall.Group(1)])] });

    [Fact]
    public void An_agent_picks_whom_the_ranking_would_not_give()
    {
        _hall.Sit(1);
        _hall.Sit(2, weight: 0, routable: false);
        _hall.Join(1);
        _hall.Join(2);
        var picked = Direct(AssignmentKind.Pick, 2, 2);
        Assert.Equal((DirectOutcome.Assigned, AssignmentKind.Pick, false, 1L), (picked.Outcome, picked.Assignment!.Kind, picked.Assignment.IsForced, picked.Assignment.ExpectedRevision));
        Assert.Equal(Hall.Person(2), Assert.Single(picked.Assignment.Explanation.Candidates).Standing.AgentId);
        Assert.True(picked.Assignment.Explanation.ByHand);
        Assert.Equal("1 to 1", _hall.Dispatch());
        Assert.True(_hall.Acd.Confirm(picked.Assignment, 2, Hall.At(0)));
        Assert.Equal(1, Load(2));
    }

    [Fact]
    public void Picking_is_refused_with_the_reason()
    {
        _hall.Sit(1);
        _hall.Sit(2, groups: [1]);
        _hall.Sit(3, groups: [2]);
        Assert.Equal(DirectOutcome.NotWaiting, Direct(AssignmentKind.Pick, 1, 1).Outcome);
        _hall.Join(1);
        Assert.Equal(DirectOutcome.UnknownAgent, Direct(AssignmentKind.Pick, 1, 9).Outcome);
        Assert.Equal(DirectOutcome.NotAMember, Direct(AssignmentKind.Pick, 1, 3).Outcome);
        // A helper may from the step on at which helpers are asked.
        Assert.Equal(DirectOutcome.NotAMember, Direct(AssignmentKind.Pick, 1, 2).Outcome);
        _hall.Now = 30;
        Assert.Equal(DirectOutcome.Assigned, Direct(AssignmentKind.Pick, 1, 2).Outcome);
        Assert.Equal(DirectOutcome.BeingAsked, Direct(AssignmentKind.Pick, 1, 1).Outcome);
        _hall.Join(3, group: 5);
        _hall.Accept(3, 1);
        _hall.Join(2);
        Assert.Equal(DirectOutcome.Full, Direct(AssignmentKind.Pick, 2, 1).Outcome);
        _hall.Accept(2, 1);
        Assert.Equal(DirectOutcome.AlreadyTheirs, Direct(AssignmentKind.Pick, 2, 1).Outcome);
        Assert.Equal(DirectOutcome.NotWaiting, Direct(AssignmentKind.Pick, 2, 2).Outcome);
    }

    [Fact]
    public void A_supervisor_may_give_to_anybody_and_by_force_to_whoever_is_full_or_away()
    {
        _hall.Sit(1, groups: [5], routable: false);
        _hall.Join(1);
        Assert.Equal(DirectOutcome.NotRoutable, Direct(AssignmentKind.Supervisor, 1, 1).Outcome);
        var forced = Direct(AssignmentKind.Supervisor, 1, 1, force: true);
        Assert.True(forced.Assignment!.IsForced);
        _hall.Accept(1, 1);
        _hall.Break(1, isBack: true);
        _hall.Join(2);
        Assert.Equal(DirectOutcome.Full, Direct(AssignmentKind.Supervisor, 2, 1).Outcome);
        Assert.Equal(DirectOutcome.Assigned, Direct(AssignmentKind.Supervisor, 2, 1, force: true).Outcome);
        Assert.Equal(2, Load(1));
        // More than full is full: nothing comes by itself before both are gone.
        _hall.Join(3, group: 5);
        _hall.Close(1);
        Assert.Equal("", _hall.Dispatch());
    }

    [Fact]
    public void A_transfer_takes_the_others_capacity_until_it_is_answered_and_keeps_the_source()
    {
        Serve(1, agent: 1);
        _hall.Sit(2);
        _hall.Join(2);
        var reserved = Direct(AssignmentKind.Transfer, 1, 2);
        Assert.Equal((DirectOutcome.Assigned, AssignmentKind.Transfer), (reserved.Outcome, reserved.Assignment!.Kind));
        Assert.Equal((1, 1), (Load(1), Load(2)));
        Assert.Equal("", _hall.Dispatch());
        Assert.Equal(DirectOutcome.AlreadyInvited, Direct(AssignmentKind.Transfer, 1, 2).Outcome);
        // The customer says something meanwhile.
        _hall.Change(1, f => f);
        Assert.Equal(1, Load(2));
        _hall.Change(1, f => f with { Invitation = Invitation(2) });
        _hall.Now = 500;
        Assert.Equal("", _hall.Dispatch());
        _hall.Change(1, f => f with { Invitation = null, AgentId = Hall.Person(2), AcceptedAt = Hall.At(500) });
        Assert.Equal((0, 1), (Load(1), Load(2)));
        Assert.Equal(Hall.At(500), _hall.Acd.StandingOf(Hall.Person(1))!.Value.IdleSince);
    }

    [Fact]
    public void A_transfer_that_is_rejected_declined_or_never_heard_of_gives_the_capacity_back()
    {
        Serve(1, agent: 1);
        _hall.Sit(2);
        var rejected = Direct(AssignmentKind.Transfer, 1, 2).Assignment!;
        Assert.True(_hall.Acd.Reject(rejected.ConversationId, rejected.ExpectedRevision, Hall.At(0)));
        Assert.Equal((1, 0), (Load(1), Load(2)));
        Direct(AssignmentKind.Transfer, 1, 2);
        Assert.Equal(Hall.At(15), _hall.Acd.DueAt);
        _hall.Now = 15;
        _hall.Dispatch();
        Assert.Equal((1, 0), (Load(1), Load(2)));
        var confirmed = Direct(AssignmentKind.Transfer, 1, 2).Assignment!;
        Assert.True(_hall.Acd.Confirm(confirmed, confirmed.ExpectedRevision + 1, Hall.At(15)));
        _hall.Now = 100;
        _hall.Dispatch();
        Assert.Equal((1, 1), (Load(1), Load(2)));
        _hall.Lose(1);
        _hall.Change(1, f => f);
        Assert.Equal((1, 0), (Load(1), Load(2)));
    }

    [Fact]
    public void A_transfer_is_refused_with_the_reason()
    {
        _hall.Sit(2);
        _hall.Join(1);
        Assert.Equal(DirectOutcome.NotServed, Direct(AssignmentKind.Transfer, 1, 2).Outcome);
        _hall.Accept(1, 1);
        _hall.Sit(1);
        Assert.Equal(DirectOutcome.AlreadyTheirs, Direct(AssignmentKind.Transfer, 1, 1).Outcome);
        _hall.Break(2);
        Assert.Equal(DirectOutcome.NotRoutable, Direct(AssignmentKind.Transfer, 1, 2).Outcome);
        _hall.Break(2, isBack: true);
        _hall.Join(2);
        _hall.Accept(2, 2);
        Assert.Equal(DirectOutcome.Full, Direct(AssignmentKind.Transfer, 1, 2).Outcome);
    }

    [Fact]
    public void Units_are_what_counts()
    {
        _hall.Sit(1, capacity: 5);
        _hall.Join(1, units: 3);
        _hall.Join(2, units: 3);
        _hall.Join(3, units: 2);
        Assert.Equal("1 to 1, 3 to 1", _hall.Dispatch());
        _hall.Accept(3, 1);
        _hall.Close(3);
        Assert.Equal("", _hall.Dispatch());
        _hall.Sit(1, capacity: 6);
        Assert.Equal("2 to 1", _hall.Dispatch());
        // Parked ones take nothing.
        _hall.Accept(1, 1);
        _hall.Change(1, f => f with { State = ConversationState.Parked });
        Assert.Equal(3, Load(1));
    }

    private static Invitation Invitation(int agent) => new(Hall.Person(agent), Guid.Empty, Hall.Person(1), Hall.At(0), Hall.At(30), 1, "", "");

    private Directed Direct(AssignmentKind kind, int contact, int agent, bool force = false) =>
        _hall.Acd.Direct(kind, Hall.Contact(contact), Hall.Person(agent), Hall.At(_hall.Now), force);

    private int Load(int agent) => _hall.Acd.StandingOf(Hall.Person(agent))!.Value.Load;

    private void Serve(int contact, int agent)
    {
        _hall.Sit(agent);
        _hall.Join(contact);
        _hall.Accept(contact, agent);
    }
}

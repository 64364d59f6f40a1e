using Imcc.Core.Organisation;

namespace Imcc.Tests.Routing;

/// <summary>Who served a customer before is asked first: routing.md §§1.2, 1.4.</summary>
public sealed class LastAgentTests
{
    private readonly Hall _hall = new();

    [Fact]
    public void The_last_agent_is_asked_first_and_waited_for_while_full_but_not_while_away()
    {
        _hall.Sit(1);
        _hall.Sit(2);
        _hall.Join(1, preferred: 2, until: 30);
        var first = Assert.Single(_hall.Acd.Dispatch(Hall.At(0)));
        Assert.Equal((Hall.Person(2), true), (first.AgentId, first.Explanation.LastAgentFirst));
        _hall.Accept(1, 2);
        _hall.Join(2, preferred: 2, until: 30);
        Assert.Equal("", _hall.Dispatch());
        Assert.Equal((Hall.Person(2), Hall.At(30)), (_hall.Acd.Why(Hall.Contact(2), Hall.At(1))!.KeptForId, _hall.Acd.Why(Hall.Contact(2), Hall.At(1))!.KeptUntil));
        _hall.Join(3);
        Assert.Equal("3 to 1", _hall.Dispatch());
        _hall.Accept(3, 1);
        _hall.Close(3);
        _hall.Now = 10;
        Assert.Equal("", _hall.Dispatch());
        Assert.Equal(Hall.At(30), _hall.Acd.DueAt);
        _hall.Break(2);
        Assert.Equal("2 to 1", _hall.Dispatch());
    }

    [Fact]
    public void After_the_wait_for_the_last_agent_whoever_is_there_is_asked()
    {
        _hall.Sit(1);
        _hall.Sit(2);
        Serve(1, agent: 2);
        _hall.Join(2, preferred: 2, until: 20);
        _hall.Now = 19.9;
        Assert.Equal("", _hall.Dispatch());
        _hall.Now = 20;
        Assert.Equal("2 to 1", _hall.Dispatch());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "2 to 2")]
    public void A_last_agent_may_be_given_more_than_the_capacity_where_it_is_said_so(int over, string assigned)
    {
        var hall = new Hall(new() { LastAgentOverCapacity = over });
        hall.Sit(1);
        hall.Sit(2);
        hall.Join(1);
        hall.Accept(1, 2);
        hall.Join(2, preferred: 2, until: 60);
        Assert.Equal(assigned, hall.Dispatch());
        // For others full is full.
        hall.Break(1);
        hall.Join(3);
        Assert.Equal("", hall.Dispatch());
    }

    private void Serve(int contact, int agent)
    {
        _hall.Sit(agent);
        _hall.Join(contact);
        _hall.Accept(contact, agent);
    }
}

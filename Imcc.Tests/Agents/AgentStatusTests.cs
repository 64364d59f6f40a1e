using Imcc.Core.Agents;

namespace Imcc.Tests.Agents;

public sealed class AgentStatusTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Morning.AddMinutes(10);

    private static readonly AgentStatus AtWork = new AgentStatus { AgentId = Guid.CreateVersion7(Morning) }
        .Connected(Morning).Choose(Presence.Available, Morning, 0);

    [Fact]
    public void Connected_and_available_is_routable()
    {
        Assert.True(AtWork.IsRoutable);
        Assert.Equal(2, AtWork.Revision);
        Assert.Equal(Morning, AtWork.PresenceSince);
    }

    [Theory]
    [InlineData(Presence.Break)]
    [InlineData(Presence.Busy)]
    [InlineData(Presence.Offline)]
    public void A_break_chosen_with_nothing_in_hand_begins_at_once(Presence presence)
    {
        var status = AtWork.Choose(presence, Later, 0);
        Assert.Equal(presence, status.Presence);
        Assert.Equal(Later, status.PresenceSince);
        Assert.Null(status.NextPresence);
        Assert.False(status.IsRoutable);
        Assert.Equal(AtWork.Revision + 1, status.Revision);
    }

    [Theory]
    [InlineData(Presence.Break)]
    [InlineData(Presence.Busy)]
    [InlineData(Presence.Offline)]
    public void A_break_chosen_while_serving_stops_new_ones_and_begins_after_the_last(Presence presence)
    {
        var asked = AtWork.Choose(presence, Later, 2);
        Assert.Equal((Presence.Available, presence), (asked.Presence, asked.NextPresence));
        Assert.False(asked.IsRoutable);
        Assert.Same(asked, asked.Settle(1, Later));
        var settled = asked.Settle(0, Later.AddMinutes(5));
        Assert.Equal((presence, null), (settled.Presence, settled.NextPresence));
        Assert.Equal(Later.AddMinutes(5), settled.PresenceSince);
        Assert.Same(settled, settled.Settle(0, Later.AddHours(1)));
    }

    [Fact]
    public void Choosing_available_again_takes_the_next_presence_back()
    {
        var back = AtWork.Choose(Presence.Break, Later, 2).Choose(Presence.Available, Later, 2);
        Assert.True(back.IsRoutable);
        Assert.Equal(Morning, back.PresenceSince);
    }

    [Fact]
    public void The_last_choice_while_serving_counts()
    {
        var settled = AtWork.Choose(Presence.Break, Later, 1).Choose(Presence.Offline, Later, 1).Settle(0, Later);
        Assert.Equal(Presence.Offline, settled.Presence);
    }

    [Fact]
    public void Choosing_what_is_already_so_changes_nothing()
    {
        Assert.Same(AtWork, AtWork.Choose(Presence.Available, Later, 3));
        var asked = AtWork.Choose(Presence.Break, Later, 1);
        Assert.Same(asked, asked.Choose(Presence.Break, Later.AddMinutes(1), 1));
        Assert.Same(AtWork, AtWork.Settle(0, Later));
        Assert.Same(AtWork, AtWork.Connected(Later));
        Assert.Same(AtWork, AtWork.Answered(Later));
        Assert.Same(AtWork, AtWork.GraceOver(Later));
    }

    [Theory]
    [InlineData(Presence.AutoBreak)]
    [InlineData((Presence)77)]
    public void What_only_the_system_may_set_cannot_be_chosen(Presence presence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AtWork.Choose(presence, Later, 0));

    [Fact]
    public void A_screen_that_comes_back_in_time_restores_everything()
    {
        var lost = AtWork.ConnectionLost(Later);
        Assert.Equal((Connection.Grace, Later.AddSeconds(120)), (lost.Connection, lost.DueAt));
        Assert.False(lost.IsRoutable);
        Assert.Same(lost, lost.ConnectionLost(Later.AddSeconds(5)));
        var back = lost.Connected(Later.AddSeconds(30));
        Assert.True(back.IsRoutable);
        Assert.Null(back.DueAt);
        Assert.Same(back, back.GraceOver(Later.AddSeconds(120)));
    }

    [Fact]
    public void A_screen_that_stays_away_makes_the_agent_offline()
    {
        var lost = AtWork.Choose(Presence.Break, Later, 1).ConnectionLost(Later);
        Assert.Same(lost, lost.GraceOver(Later.AddSeconds(119)));
        var gone = lost.GraceOver(Later.AddSeconds(120));
        Assert.Equal((Connection.Lost, Presence.Offline, null, null), (gone.Connection, gone.Presence, gone.NextPresence, gone.DueAt));
        Assert.Equal(Later.AddSeconds(120), gone.PresenceSince);
        Assert.False(gone.Connected(Later.AddHours(1)).IsRoutable);
        Assert.Same(gone, gone.ConnectionLost(Later.AddHours(1)));
    }

    [Fact]
    public void Two_offers_missed_in_a_row_make_a_break()
    {
        var once = AtWork.Missed(Later);
        Assert.True(once.IsRoutable);
        var twice = once.Missed(Later.AddMinutes(1));
        Assert.Equal((Presence.AutoBreak, Later.AddMinutes(1)), (twice.Presence, twice.PresenceSince));
        Assert.False(twice.IsRoutable);
        var back = twice.Choose(Presence.Available, Later.AddMinutes(9), 0);
        Assert.True(back.IsRoutable);
        Assert.True(back.Missed(Later.AddMinutes(10)).IsRoutable);
    }

    [Fact]
    public void An_answer_in_between_forgives_the_miss()
    {
        var status = AtWork.Missed(Later).Answered(Later).Missed(Later);
        Assert.True(status.IsRoutable);
        Assert.Equal(1, status.MissedInARow);
        Assert.Equal(AtWork.Revision + 3, status.Revision);
    }

    [Fact]
    public void One_who_has_gone_on_break_meanwhile_is_not_put_on_another()
    {
        var status = AtWork.Missed(Later).Choose(Presence.Busy, Later, 0).Missed(Later.AddMinutes(1));
        Assert.Equal((Presence.Busy, Later), (status.Presence, status.PresenceSince));
    }

    [Fact]
    public void A_break_by_the_system_keeps_what_was_chosen_for_afterwards()
    {
        var status = AtWork.Missed(Later).Choose(Presence.Offline, Later, 1).Missed(Later);
        Assert.Equal((Presence.AutoBreak, Presence.Offline), (status.Presence, status.NextPresence));
        Assert.Equal(Presence.Offline, status.Settle(0, Later).Presence);
    }

    [Fact]
    public void A_reason_has_a_limit_and_only_its_passing_is_noted()
    {
        var lunch = Guid.CreateVersion7(Noon);
        var resting = Fresh().Choose(Presence.Break, Noon, load: 0, lunch, TimeSpan.FromMinutes(45));
        Assert.Equal((lunch, Noon.AddMinutes(45)), (resting.ReasonId, resting.DueAt));
        Assert.Same(resting, resting.LimitOver(Noon.AddMinutes(44)));
        var over = resting.LimitOver(Noon.AddMinutes(45));
        Assert.True(over is { IsOverLimit: true, Presence: Presence.Break, DueAt: null });
        Assert.Same(over, over.LimitOver(Noon.AddHours(2)));
        var back = over.Choose(Presence.Available, Noon.AddHours(2), load: 0);
        Assert.True(back is { IsOverLimit: false, LimitAt: null, ReasonId: null });
    }

    [Fact]
    public void A_reason_chosen_while_busy_begins_with_its_limit_when_the_work_is_over()
    {
        var training = Guid.CreateVersion7(Noon);
        var busy = Fresh().Choose(Presence.Available, Noon, load: 0).Choose(Presence.Busy, Noon.AddMinutes(1), load: 2, training, TimeSpan.FromHours(1));
        Assert.Equal((Presence.Available, (Presence?)Presence.Busy, (Guid?)training), (busy.Presence, busy.NextPresence, busy.NextReasonId));
        var begun = busy.Settle(0, Noon.AddMinutes(9));
        Assert.Equal((Presence.Busy, (Guid?)training, (DateTimeOffset?)Noon.AddMinutes(69)), (begun.Presence, begun.ReasonId, begun.LimitAt));
    }

    [Fact]
    public void Signed_out_by_force_an_agent_is_offline_whatever_was_chosen()
    {
        var busy = Fresh().Choose(Presence.Available, Noon, load: 0).Choose(Presence.Break, Noon, load: 1);
        var gone = busy.SignOut(Noon.AddMinutes(1));
        Assert.True(gone is { Presence: Presence.Offline, NextPresence: null });
        Assert.False(gone.IsRoutable);
    }

    [Fact]
    public void The_grace_of_a_lost_screen_and_the_limit_of_a_break_run_side_by_side()
    {
        var resting = Fresh().Connected(Noon).Choose(Presence.Break, Noon, load: 0, Guid.CreateVersion7(Noon), TimeSpan.FromMinutes(10)).ConnectionLost(Noon.AddMinutes(9));
        Assert.Equal(Noon.AddMinutes(10), resting.DueAt);
        Assert.Equal(Noon.AddMinutes(11), resting.LimitOver(Noon.AddMinutes(10)).DueAt);
        Assert.Equal(Connection.Lost, resting.GraceOver(Noon.AddMinutes(11)).Connection);
    }

    private static AgentStatus Fresh() => new() { AgentId = Guid.Empty };
}

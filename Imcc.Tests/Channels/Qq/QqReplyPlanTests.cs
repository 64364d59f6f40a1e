using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Channels.Qq;
using static Imcc.Tests.Channels.Qq.QqSamples;

namespace Imcc.Tests.Channels.Qq;

/// <summary>Which message an answer names, and by which number.</summary>
public sealed class QqReplyPlanTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TextContent Hello = new("您好");

    [Theory]
    // A person: an hour and four answers.
    [InlineData(null, 59, 4, "h/4 -")]
    [InlineData(null, 60, 1, "-")]
    [InlineData(null, 1, 5, "-")]
    // A group: five minutes and five answers.
    [InlineData("group:" + Group, 4, 5, "h/5 -")]
    [InlineData("group:" + Group, 5, 1, "-")]
    [InlineData("group:" + Group, 1, 6, "-")]
    public void While_it_is_allowed_the_customer_s_message_is_named_and_otherwise_none(string? to, int minutesAgo, int saidAfter, string names) =>
        Assert.Equal(names, Names([Heard("h", minutesAgo * Minute, saidAfter)], to));

    [Fact]
    public void The_newest_is_named_and_the_windows_are_the_account_s_own()
    {
        Assert.Equal("new/1 -", Names([Heard("new", Minute, 1, 60), Heard("old", 2 * Minute, 3, 50)]));
        var account = Account((QqForm.PersonReplies, "5"), (QqForm.PersonMinutes, "5"));
        Assert.Equal("h/5 -", Names([Heard("h", 4 * Minute, 5)], account: account));
        Assert.Equal("-", Names([Heard("h", 6 * Minute, 1)], account: account));
    }

    [Fact]
    public void Words_and_files_of_one_message_count_as_one()
    {
        // Between its words and its picture something was answered: that answer's number is not given again.
        Assert.Equal("h/2 -", Names([Heard("h", Minute, 1, 60), Heard("h", Minute, 2, 58)]));
    }

    [Fact]
    public void A_second_attempt_names_what_the_first_did_however_late_it_is()
    {
        var heard = new[] { Heard("late", TimeSpan.Zero, 1, 120), Heard("h", 59 * Minute, 2) };
        Assert.StartsWith("h/2 ", Names(heard), StringComparison.Ordinal);
        Assert.StartsWith("h/2 ", Names(heard, attempt: 2, now: Now + 5 * Minute), StringComparison.Ordinal);
    }

    [Fact]
    public void What_waited_until_the_customer_wrote_again_names_that_and_each_by_a_number_of_its_own()
    {
        var again = Heard("again", TimeSpan.Zero, 1, 120);
        var first = Names([again], at: Now - 90 * Minute, seq: 100);
        var second = Names([again], at: Now - 80 * Minute, seq: 101);
        Assert.Equal(("again/1020 -", "again/1019 -"), (first, second));
    }

    [Theory]
    [InlineData(null, "friend_add", "h/1e -")]
    [InlineData(null, "c2c_msg_receive", "h/1e -")]
    [InlineData(null, "interaction_create", "h/1e -")]
    [InlineData(null, "friend_del", "-")]
    [InlineData(null, "group_add_robot", "-")]
    [InlineData("group:" + Group, "group_add_robot", "h/1e -")]
    [InlineData("group:" + Group, "group_msg_receive", "h/1e -")]
    [InlineData("group:" + Group, "friend_add", "-")]
    public void Some_events_can_be_answered_too(string? to, string name, string names) => Assert.Equal(names, Names([Heard("h", Minute, content: new EventContent(name))], to));

    [Fact]
    public void Whoever_switched_unasked_messages_off_is_sent_none()
    {
        var off = Heard("e1", 2 * Minute, 1, 60, new EventContent("c2c_msg_reject"));
        Assert.Equal("", Names([off, Heard("h", 90 * Minute)]));
        Assert.Equal("h/1", Names([off, Heard("h", Minute)]));
        var on = Heard("e2", Minute, 1, 61, new EventContent("c2c_msg_receive"));
        Assert.Equal("e2/1e -", Names([on, off]));
    }

    private static string Names(IReadOnlyList<Core.Delivery.HeardMessage> heard, string? to = null, int attempt = 1, DateTimeOffset? now = null, DateTimeOffset? at = null, long seq = 100, ChannelAccount? account = null)
    {
        account ??= Account();
        var plan = QqReplyPlan.For(Outbound(account, Hello, heard, to, attempt, at, seq), QqSettings.Of(account)!, now ?? Now);
        return string.Join(' ', plan.Names.Select(n => n is null ? "-" : $"{n.Id}/{n.Seq}{(n.IsEvent ? "e" : "")}"));
    }
}

using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Desk;

public sealed class DayFiguresTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);
    private static readonly Guid Me = Guid.CreateVersion7(Midnight);
    private static readonly Guid Other = Guid.CreateVersion7(Midnight);

    private readonly List<ConversationEvent> _events = [];
    private readonly List<DayWord> _words = [];

    [Fact]
    public void A_day_without_work_has_nothing_to_divide_by() => Assert.Equal(new DayFigures(), Figures());

    [Fact]
    public void Each_stretch_of_service_counts_once_however_it_ended()
    {
        var (ended, parked, given) = (Guid.CreateVersion7(Midnight), Guid.CreateVersion7(Midnight), Guid.CreateVersion7(Midnight));
        Note(Kind.Ended, 10, segment: ended);
        // Came back during the wrap-up, and ended again.
        Note(Kind.Ended, 12, segment: ended);
        Note(Kind.Parked, 20, segment: parked);
        Note(Kind.TransferredToGroup, 30, segment: given);
        // A colleague took over what was mine.
        _events.Add(new(Guid.CreateVersion7(Midnight), 7, Kind.TakenOver, At(40), Other, null, Guid.CreateVersion7(Midnight), By: Me));
        // Taken from me, or yesterday's: not handled today.
        Note(Kind.Requeued, 50);
        Note(Kind.Ended, -5);
        Assert.Equal(4, Figures().Handled);
    }

    [Fact]
    public void The_first_reply_counts_from_accepting_and_has_a_median()
    {
        foreach (var seconds in new[] { 10, 20, 90 })
            Reply(seconds);
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)), (Figures().FirstReplyMedian, Figures().FirstReplyAverage));
        Reply(40);
        Assert.Equal(TimeSpan.FromSeconds(30), Figures().FirstReplyMedian);
    }

    [Fact]
    public void Accepted_before_midnight_and_answered_after_it_is_todays_first_reply()
    {
        var segment = Guid.CreateVersion7(Midnight);
        Note(Kind.Accepted, -0.5, segment: segment);
        Note(Kind.FirstReply, 0.5, segment: segment);
        Assert.Equal(TimeSpan.FromMinutes(1), Figures().FirstReplyMedian);
    }

    [Fact]
    public void A_reply_counts_from_the_first_unanswered_word_and_the_first_turn_does_not_count()
    {
        var (thread, conversation, segment) = (Guid.CreateVersion7(Midnight), Guid.CreateVersion7(Midnight), Guid.CreateVersion7(Midnight));
        Note(Kind.Accepted, 1, segment, conversation);
        Note(Kind.FirstReply, 2, segment, conversation);
        Say(thread, conversation, 0, null);
        Say(thread, conversation, 2, Me);
        Say(thread, conversation, 3, null);
        Say(thread, conversation, 4, null);
        Say(thread, conversation, 5, Me);
        // Further words of the agent answer nothing.
        Say(thread, conversation, 6, Me);
        Say(thread, conversation, 10, null);
        Say(thread, conversation, 14, Me);
        // Somebody else's answer is not mine.
        Say(thread, conversation, 20, null);
        Say(thread, conversation, 29, Other);
        Assert.Equal((TimeSpan.FromMinutes(3), 2), (Figures().ReplyAverage, Figures().Replies));
    }

    [Fact]
    public void Satisfaction_is_the_average_of_what_was_answered()
    {
        var figures = DayFigures.Of(Me, [], [], [5, 4, 3], Midnight, Midnight.AddDays(1));
        Assert.Equal((4d, 3), (figures.Satisfaction, figures.Ratings));
    }

    private static DateTimeOffset At(double minutes) => Midnight.AddMinutes(minutes);

    private DayFigures Figures() => DayFigures.Of(Me, _events, _words, [], Midnight, Midnight.AddDays(1));

    private void Note(Kind kind, double minutes, Guid? segment = null, Guid? conversation = null) =>
        _events.Add(new(conversation ?? Guid.CreateVersion7(Midnight), 1, kind, At(minutes), Me, null, segment ?? Guid.CreateVersion7(Midnight)));

    private void Reply(int seconds)
    {
        var segment = Guid.CreateVersion7(Midnight);
        Note(Kind.Accepted, 60, segment);
        _events.Add(new(Guid.CreateVersion7(Midnight), 2, Kind.FirstReply, At(60).AddSeconds(seconds), Me, null, segment));
    }

    private void Say(Guid thread, Guid conversation, double minutes, Guid? agent) => _words.Add(new(thread, _words.Count + 1, At(minutes), conversation, agent));
}

using Imcc.Core.Conversations;
using static Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Conversations;

/// <summary>I13: who entered a line left it in exactly one way or still waits, and each visit counts for itself.</summary>
public sealed class LineLedgerTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Cards = new(1, 0, 0, new byte[8]);
    private static readonly Guid Loans = new(2, 0, 0, new byte[8]);

    [Fact]
    public void I13_a_transferred_customer_is_in_the_books_of_both_lines()
    {
        var book = LineLedger.Of(Story(Cards, (Enqueued, 0), (Offered, 5), (Missed, 35), (Offered, 36), (Accepted, 40), (TransferredToGroup, 100), (Accepted, 130)));
        Assert.Equal(new(1, 1, 0, 0, TimeSpan.FromSeconds(40)), book.Books[Cards]);
        Assert.Equal(new(1, 1, 0, 0, TimeSpan.FromSeconds(30)), book.Books[Loans]);
        Assert.Empty(book.Waiting);
    }

    [Fact]
    public void I13_entered_is_answered_abandoned_overflowed_and_still_waiting()
    {
        var book = LineLedger.Of(
        [
            .. Story(Cards, (Enqueued, 0), (Accepted, 10)),
            .. Story(Cards, (Enqueued, 0), (Abandoned, 20)),
            .. Story(Cards, (Enqueued, 0), (Overflowed, 30)),
            .. Story(Cards, (Enqueued, 0), (Accepted, 5), (Requeued, 60)),
            // Turned away at the door: never in.
            .. Story(Cards, (Overflowed, 0)),
        ]).Books[Cards];
        Assert.Equal((5, 2, 1, 1, 1), (book.Entered, book.Answered, book.Abandoned, book.Overflowed, book.StillWaiting));
    }

    [Fact]
    public void Books_that_cannot_be_true_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => LineLedger.Of(Story(Cards, (Accepted, 0))));
        Assert.Throws<InvalidOperationException>(() => LineLedger.Of(Story(Cards, (Enqueued, 0), (Enqueued, 1))));
        Assert.Throws<InvalidOperationException>(() => LineLedger.Of(Story(Cards, (Enqueued, 0), (Abandoned, 1), (Abandoned, 2))));
    }

    private static IEnumerable<ConversationEvent> Story(Guid group, params (ConversationEventKind Kind, int Second)[] happened)
    {
        var id = Guid.CreateVersion7(Nine);
        var revision = 0;
        foreach (var (kind, second) in happened)
        {
            group = kind == TransferredToGroup ? Loans : group;
            yield return new(id, ++revision, kind, Nine.AddSeconds(second), null, group);
        }
    }
}

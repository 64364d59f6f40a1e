namespace Imcc.Core.Reporting;

/// <summary>What one line of facts adds to a cell.</summary>
public static class FactCount
{
    /// <param name="wait">In ms by the clock that is asked for; -1: still waiting.</param>
    /// <param name="within">The threshold of the visit's group in ms.</param>
    /// <param name="shortAbandon">As <see cref="ServiceLevelRule.ShortAbandon"/>, in ms.</param>
    public static void Visit(Tally t, long wait, VisitOutcome outcome, VisitEntry entry, long within, long shortAbandon)
    {
        t.Add(Count.Offered);
        if (entry == VisitEntry.Transferred)
            t.Add(Count.TransfersIn);
        var isInTime = wait <= within;
        switch (outcome)
        {
            case VisitOutcome.Waiting:
                t.Add(Count.Waiting);
                break;
            case VisitOutcome.Answered:
                t.Add(Count.Answered);
                t.Add(Measure.WaitAnswered, wait);
                if (isInTime)
                    t.Add(Count.AnsweredInTime);
                break;
            case VisitOutcome.Abandoned:
                t.Add(Count.Abandoned);
                t.Add(Measure.WaitAbandoned, wait);
                if (isInTime)
                    t.Add(Count.AbandonedInTime);
                if (wait < shortAbandon)
                    t.Add(Count.ShortAbandoned);
                if (wait < within)
                    t.Add(Count.AbandonedBeforeThreshold);
                break;
            case VisitOutcome.FlowedOut:
                t.Add(Count.FlowedOut);
                break;
            case VisitOutcome.MessageLeft:
                t.Add(Count.MessagesLeft);
                if (isInTime)
                    t.Add(Count.MessagesInTime);
                break;
        }
    }

    /// <param name="further">The turns.</param>
    public static void Segment(Tally t, long served, long wrapUp, long firstReply, long firstReplyFromLine, SegmentExit exit, ReadOnlySpan<long> further)
    {
        t.Add(Count.Handled);
        t.Add(Measure.Handle, served + wrapUp);
        t.Add(Measure.Serve, served);
        if (exit == SegmentExit.Ended)
            t.Add(Measure.WrapUp, wrapUp);
        if (firstReply >= 0)
            t.Add(Measure.FirstReply, firstReply);
        if (firstReplyFromLine >= 0)
            t.Add(Measure.FirstReplyFromLine, firstReplyFromLine);
        foreach (var reply in further)
            t.Add(Measure.Reply, reply);
        t.Add(Count.Replies, further.Length);
        switch (exit)
        {
            case SegmentExit.ToAgent:
                t.Add(Count.ToAgent);
                break;
            case SegmentExit.ToGroup:
                t.Add(Count.ToGroup);
                break;
            case SegmentExit.Parked:
                t.Add(Count.Parked);
                break;
            case SegmentExit.TakenBySupervisor or SegmentExit.AgentLost or SegmentExit.Silent:
                t.Add(Count.TakenAway);
                break;
        }
    }

    public static void Attempt(Tally t, long ring, AttemptOutcome outcome)
    {
        t.Add(Count.Asked);
        if (outcome == AttemptOutcome.Accepted)
            t.Add(Measure.Ring, ring);
        else if (outcome == AttemptOutcome.Missed)
            t.Add(Count.Missed);
        else if (outcome == AttemptOutcome.Declined)
            t.Add(Count.Declined);
    }

    /// <param name="rating">Hundredths of the scale of 1 to 5; 0: none.</param>
    /// <param name="isForAPerson">Whoever waited in vain for a person was not helped by the system.</param>
    public static void Conversation(Tally t, long length, long segments, bool isInvited, long rating, bool isFirst, bool isRepeated, bool isForAPerson)
    {
        t.Add(Count.Conversations);
        t.Add(Measure.Length, length);
        if (segments > 0)
        {
            t.Add(Count.Served);
            if (isFirst)
                t.Add(Count.FirstContacts);
            if (isFirst && !isRepeated)
                t.Add(Count.Resolved);
        }
        else if (!isForAPerson)
        {
            t.Add(Count.Automated);
        }

        if (isInvited)
            t.Add(Count.Invited);
        if (rating <= 0)
            return;
        t.Add(Count.Rated);
        t.Add(Count.RatingHundredths, rating);
        t.Add(rating >= 400 ? Count.Satisfied : rating >= 300 ? Count.Neutral : Count.Dissatisfied);
    }
}

using System.Text.Json;
using Imcc.Core.Conversations;
using Imcc.Core.Reasons;
using Imcc.Core.Reporting;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Surveys;

namespace Imcc.Bench.Reporting;

/// <summary>What a made conversation leaves behind in a store: its rows.</summary>
public static class MadeRows
{
    public static IReadOnlyList<object> Of(MadeConversation made, IEnumerable<ConversationEvent> events)
    {
        var unit = new List<object>();
        var (id, thread) = (MadeMonth.ConversationId(made.Number), MadeMonth.ThreadId(made.Thread));
        var last = made.Segments.Count > 0 ? made.Segments[^1] : null;
        unit.Add(new ConversationRow
        {
            Id = id,
            ThreadId = thread,
            AccountId = MadeMonth.AccountId(made.Account),
            ContactId = MadeMonth.ContactId(made.Thread),
            PreviousId = MadeMonth.ConversationId(made.Thread),
            State = ConversationState.Closed,
            Revision = events.Select(e => e.Revision).DefaultIfEmpty().Max(),
            Since = MadeMonth.At(made.Closed),
            OpenedAt = MadeMonth.At(made.Opened),
            EndedAt = MadeMonth.At(made.Closed - (last?.WrapUp ?? 0)),
            AcceptedAt = last is null ? null : MadeMonth.At(last.At),
            GroupId = made.Visits.Count > 0 ? MadeMonth.GroupId(made.Visits[^1].Group) : null,
            AgentId = last is null ? null : MadeMonth.AgentId(last.Agent),
            VipTier = made.Tier,
            Reasons = made.Reason < 0 ? "" : JsonSerializer.Serialize(new[] { new ContactReason(MadeMonth.ReasonId(made.Reason), 1, "R", ["R"], ["R"], true) }),
        });
        foreach (var e in events)
        {
            unit.Add(new ConversationEventRow
            {
                Id = Guid.CreateVersion7(e.At), ConversationId = id, ThreadId = thread, Revision = e.Revision, Kind = e.Kind, At = e.At, AgentId = e.AgentId, GroupId = e.GroupId, Detail = e.Detail,
            });
        }

        if (made.IsInvited)
        {
            unit.Add(new RatingRow
            {
                ConversationId = id, ThreadId = thread, AgentId = MadeMonth.AgentId(last!.Agent), InvitedAt = MadeMonth.At(made.Closed), ExpiresAt = MadeMonth.At(made.Closed).AddDays(1), Scale = SurveyScale.Stars,
                Score = made.Stars == 0 ? null : made.Stars, AnsweredAt = made.Stars == 0 ? null : MadeMonth.At(made.Closed).AddSeconds(30),
            });
        }

        return unit;
    }

    /// <summary>As its rows would say it.</summary>
    public static ConversationTraits TraitsOf(MadeConversation made, MadeTruth truth) => new()
    {
        ConversationId = MadeMonth.ConversationId(made.Number),
        AccountId = MadeMonth.AccountId(made.Account),
        VipTier = made.Tier,
        ReasonId = made.Reason < 0 ? null : MadeMonth.ReasonId(made.Reason),
        IsOver = true,
        IsInvited = made.IsInvited,
        RatingHundredths = made.Stars == 0 ? null : 100 * made.Stars,
        IsFirstContact = truth.ContactOf(made).IsFirst,
        IsRepeated = truth.ContactOf(made).IsRepeated,
    };

    public static IEnumerable<object> PresenceOf(int agent)
    {
        var revision = 0L;
        foreach (var change in MadeMonth.ChangesOf(agent))
        {
            yield return new AgentEventRow
            {
                AgentId = change.AgentId, Revision = ++revision, At = change.At, Presence = change.Presence, Connection = change.Connection, Capacity = MadeMonth.Capacity,
            };
        }
    }
}

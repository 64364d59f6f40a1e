using Imcc.Core.Channels;
using Imcc.Core.Surveys;
using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Core.Conversations;

/// <summary>When a customer is asked how satisfied they were: once, at the end of what a person served.</summary>
public static class SurveyTime
{
    /// <param name="before">The conversation before it ended.</param>
    /// <param name="isChosen">The agent who ended it wants the customer to be asked.</param>
    public static bool HasCome(Conversation? before, Conversation after, SurveyRules rules, bool isChosen, ChannelKind channel) =>
        before is { State: Active or Parked } && after.State is WrapUp or Closed
        // Who was never answered by a person is not asked how the person was.
        && after is { AgentId: not null, FirstReplyAt: not null }
        && after.EndReason switch
        {
            EndReason.Agent or EndReason.CustomerIdle or EndReason.TotalLimit or EndReason.ParkedTooLong => true,
            // Who closed the web chat still looks at its page; who stopped following gets nothing any more.
            EndReason.CustomerLeft => channel == ChannelKind.WebChat,
            _ => false,
        }
        && (rules.Mode == SurveyMode.Always || (rules.Mode == SurveyMode.AgentsChoice && isChosen));

    /// <summary>Nobody serves the customer, and nobody is about to.</summary>
    public static bool IsIdle(Conversation? current) => current is not { IsOpen: true } || current.State == WrapUp;
}

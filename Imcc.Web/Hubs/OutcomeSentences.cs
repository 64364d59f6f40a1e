using Imcc.Core.Desk;

namespace Imcc.Web.Hubs;

/// <summary>What an outcome is called when a person has to read it.</summary>
internal static class OutcomeSentences
{
    public static Sentence Of(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Done => new("已完成。", "Done."),
        CommandOutcome.AlreadyDone => new("之前已经完成，没有重复执行。", "It was done before; nothing was done again."),
        CommandOutcome.NotFound => new("找不到，或者您无权查看。", "There is no such thing, or you may not see it."),
        CommandOutcome.NotYours => new("该会话由其他坐席接待。", "Somebody else serves this conversation."),
        CommandOutcome.TooLate => new("会话状态已变化：邀请已失效或会话已结束。", "It has moved on: the offer is gone or the conversation has ended."),
        CommandOutcome.Invalid => new("请求的内容不正确。", "The request is not valid."),
        CommandOutcome.TooLong => new("内容超过该渠道的长度或大小限制。", "The content is longer or larger than the channel carries."),
        CommandOutcome.Unavailable => new("系统繁忙，请稍后再试。", "The system is busy; please try again later."),
        CommandOutcome.Full => new("对方接待量已满。", "The agent who was to get it has no capacity left."),
        CommandOutcome.NotThere => new("对方当前不在线或不接待。", "The agent who was to get it is not there, or takes nothing now."),
        CommandOutcome.NotAllowed => new("没有权限，或该技能组不允许。", "You may not do this, or the skill group does not allow it."),
        CommandOutcome.Forbidden => new("内容含有禁用词，不能发送。", "The text holds words that must not be sent."),
        CommandOutcome.NeedsConfirmation => new("内容含有敏感词，确认后才会发送。", "The text holds words that should not be sent; confirm to send it all the same."),
        CommandOutcome.ReasonMissing => new("请先选择来话原因。", "Choose a reason for contact first."),
        CommandOutcome.Unsupported => new("该渠道不支持，或已超过可操作的时间。", "The channel cannot do that, or not any more."),
        CommandOutcome.TooMany => new("数量已达上限。", "There are as many as there may be."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}

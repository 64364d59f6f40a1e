using Imcc.Core.Channels.WeChat;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>Every error that WeChat documents for what we call has its reaction, and says what can be done about it.</summary>
public sealed class WeChatReactionTests
{
    [Theory]
    [InlineData(WeChatReaction.Retry, RefusalKind.Other, -1, 61450, 268487001, 268487002)]
    [InlineData(WeChatReaction.None, RefusalKind.Other, 0)]
    [InlineData(WeChatReaction.RefreshToken, RefusalKind.Misconfigured, 40001, 40014, 42001)]
    [InlineData(WeChatReaction.Refuse, RefusalKind.Unreachable, 40003, 43004, 50005, 43019, 48002, 70000)]
    [InlineData(WeChatReaction.UploadAgain, RefusalKind.Media, 40007)]
    [InlineData(WeChatReaction.Refuse, RefusalKind.Fault, 40008, 40033, 40035, 44002, 47001, 41001, 41006, 43002, 43003, 87009, 45067, 45083, 45084)]
    [InlineData(WeChatReaction.Misconfigured, RefusalKind.Misconfigured, 40013, 40125, 40164, 40243, 48001, 48004, 50002, 89503, 89504, 89505, 89506, 89507)]
    [InlineData(WeChatReaction.Refuse, RefusalKind.Content, 40130, 40031, 40032, 40152, 45001, 45002, 45003, 45004, 45005, 45006, 45007, 45008, 45065)]
    [InlineData(WeChatReaction.WaitForMidnight, RefusalKind.QuotaSpent, 45009)]
    [InlineData(WeChatReaction.WaitAMinute, RefusalKind.Other, 45011, 45066)]
    [InlineData(WeChatReaction.Refuse, RefusalKind.WindowClosed, 45015)]
    [InlineData(WeChatReaction.Refuse, RefusalKind.BudgetSpent, 45047)]
    [InlineData(WeChatReaction.Refuse, RefusalKind.QuotaSpent, 45028)]
    [InlineData(WeChatReaction.Ignore, RefusalKind.Other, 45072, 45080, 45081)]
    [InlineData(WeChatReaction.Refuse, RefusalKind.Other, 99999)]
    public void Each_code_has_its_reaction(WeChatReaction reaction, RefusalKind kind, params int[] codes) =>
        Assert.All(codes, code => Assert.Equal((code, reaction, kind), (code, WeChatErrors.Judge(code).Reaction, WeChatErrors.Judge(code).Kind)));
}

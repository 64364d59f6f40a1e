using Imcc.Core.Conversations;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Delivery;

/// <summary>What an agent reads about a message that was not even tried.</summary>
internal static class RefusalWords
{
    public const string NoSender = "没有可用的渠道";
    public const string WaitedInVain = "客户一直没有再次来信，已停止等待";

    public static string Of(BudgetEnd end) => end switch
    {
        BudgetEnd.UsedUp => "回复条数已达上限，需等客户再次来信",
        BudgetEnd.Unfollowed => "客户已取消关注",
        _ => "已超出回复时限，需等客户再次来信",
    };

    public static RefusalKind KindOf(BudgetEnd end) => end switch
    {
        BudgetEnd.UsedUp => RefusalKind.BudgetSpent,
        BudgetEnd.Unfollowed => RefusalKind.Unreachable,
        _ => RefusalKind.WindowClosed,
    };
}

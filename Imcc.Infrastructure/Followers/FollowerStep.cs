using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Followers;

/// <summary>What a step came to.</summary>
/// <param name="Verdict">Other than None: it was not done, and is done again from where it began.</param>
/// <param name="Total">All followers that there are to handle; 0: not told.</param>
/// <param name="Next">Where the next step begins; null: it is done.</param>
internal sealed record FollowerStep(WeChatVerdict Verdict, int Handled = 0, int Changed = 0, int Total = 0, string? Next = null);

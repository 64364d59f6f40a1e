namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>What came of asking WeChat to do something.</summary>
/// <param name="Error">A sentence for the administrator; null: it is done.</param>
public sealed record WeChatDone(string? Error)
{
    public static readonly WeChatDone Yes = new((string?)null);

    public bool IsDone => Error is null;
}

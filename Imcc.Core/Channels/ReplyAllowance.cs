namespace Imcc.Core.Channels;

/// <summary>What a customer did that lets an account write to them by the channel's API.</summary>
public enum ReplyTrigger
{
    Message = 1,
    /// <summary>A tap on the menu, or on an entry of a menu message.</summary>
    Menu = 2,
    Follow = 3,
    Scan = 4,
}

/// <summary>How many messages a trigger allows, and for how long. Each trigger opens a fresh allowance beside those that still run.</summary>
public sealed record ReplyAllowance(ReplyTrigger Trigger, int Messages, TimeSpan ValidFor)
{
    /// <summary>WeChat's official table of 2026 for subscription and service accounts; older texts say 20 messages, and 48 hours for every trigger.</summary>
    private static readonly ReplyAllowance[] WeChat =
    [
        new(ReplyTrigger.Message, 5, TimeSpan.FromHours(48)),
        new(ReplyTrigger.Menu, 3, TimeSpan.FromMinutes(1)),
        new(ReplyTrigger.Follow, 3, TimeSpan.FromMinutes(1)),
        new(ReplyTrigger.Scan, 3, TimeSpan.FromMinutes(1)),
    ];

    /// <summary>As the channel's own documents have it; an installation may say otherwise (<see cref="IReplyWindows"/>).</summary>
    /// <returns>Null: the channel sets no limit.</returns>
    public static IReadOnlyList<ReplyAllowance>? TableOf(ChannelKind channel) => channel == ChannelKind.WeChat ? WeChat : null;

    /// <summary>What a customer's message counts as; null: it opens nothing (a tapped link, a reported position).</summary>
    public static ReplyTrigger? TriggerOf(MessageContent content) => content switch
    {
        EventContent { Name: "click" or "scancode_push" or "scancode_waitmsg" } => ReplyTrigger.Menu,
        EventContent { Name: "subscribe" } => ReplyTrigger.Follow,
        EventContent { Name: "scan" } => ReplyTrigger.Scan,
        EventContent => null,
        // WeChat's pages contradict each other about these: the smaller allowance is the safe one.
        TextContent { MenuItemId: { Length: > 0 } } => ReplyTrigger.Menu,
        _ => ReplyTrigger.Message,
    };
}

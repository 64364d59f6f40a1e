namespace Imcc.Core.Channels;

/// <summary>What an event means for a conversation, whatever its channel calls it.</summary>
public static class EventMeaning
{
    private static readonly string[] Follows = ["subscribe", "friend_add", "group_add_robot"];
    private static readonly string[] Leaves = ["unsubscribe", "friend_del", "group_del_robot"];
    private static readonly string[] Taps = ["click", "interaction_create"];

    /// <summary>The customer can be written to from now on.</summary>
    public static bool IsFollowing(this EventContent e) => Is(e, Follows);

    /// <summary>The customer cannot be written to any more.</summary>
    public static bool IsLeaving(this EventContent e) => Is(e, Leaves);

    /// <summary>Something was tapped whose key says what is wanted.</summary>
    public static bool IsTap(this EventContent e) => Is(e, Taps);

    private static bool Is(EventContent e, string[] names) => names.Contains(e.Name, StringComparer.OrdinalIgnoreCase);
}

namespace Imcc.Core.Routing;

/// <summary>Who is served before whom: the higher VIP tier, then who joined the queue earlier, then the id.</summary>
internal sealed class ContactOrder : IComparer<Standing>
{
    public static readonly ContactOrder Instance = new();

    public int Compare(Standing? x, Standing? y)
    {
        var (a, b) = (x!.Entry!, y!.Entry!);
        var order = b.VipTier.CompareTo(a.VipTier);
        if (order == 0)
            order = a.EnqueuedAt.CompareTo(b.EnqueuedAt);
        return order != 0 ? order : a.ConversationId.CompareTo(b.ConversationId);
    }
}

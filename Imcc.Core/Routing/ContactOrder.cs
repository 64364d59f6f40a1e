namespace Imcc.Core.Routing;

/// <summary>Within one VIP tier, whatever the time: who joined the queue earlier, then the id.</summary>
internal sealed class ContactOrder : IComparer<Standing>
{
    public static readonly ContactOrder Instance = new();

    public int Compare(Standing? x, Standing? y)
    {
        var (a, b) = (x!.Entry!, y!.Entry!);
        var order = a.EnqueuedAt.CompareTo(b.EnqueuedAt);
        return order != 0 ? order : a.ConversationId.CompareTo(b.ConversationId);
    }
}

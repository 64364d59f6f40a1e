using Imcc.Core.Privacy;

namespace Imcc.Core.Desk;

/// <summary>A <see cref="Mask"/> over the customer's card and what a search shows, as <see cref="DeskMask"/> is over the rest of the desk.</summary>
public static class CustomerMask
{
    public static CustomerProfile Of(this Mask mask, CustomerProfile profile) => mask.Hidden.IsEmpty ? profile : profile with
    {
        Identities = [.. profile.Identities.Select(i => i with { Name = mask.Text(i.Name), ExternalId = mask.Text(i.ExternalId) })],
        Attributes = mask.Of(profile.Attributes),
        Notes = [.. profile.Notes.Select(n => n with { Text = mask.Text(n.Text) })],
        Merges = [.. profile.Merges.Select(m => m with { Names = [.. m.Names.Select(mask.Text)] })],
    };

    public static CustomerFound Of(this Mask mask, CustomerFound found) => mask.Hidden.IsEmpty ? found : found with
    {
        Name = mask.Text(found.Name),
        ExternalId = mask.Text(found.ExternalId),
        Known = mask.Of(found.Known),
    };

    /// <summary>The conversations of a page; its excerpts were masked when they were cut, since half a number is not known for one.</summary>
    public static HistoryPage Of(this Mask mask, HistoryPage page) => mask.Hidden.IsEmpty ? page : page with { Hits = [.. page.Hits.Select(h => h with { Conversation = mask.Of(h.Conversation) })] };

    private static IReadOnlyList<CustomerValue> Of(this Mask mask, IReadOnlyList<CustomerValue> values) => [.. values.Select(v => v with { Value = mask.Text(v.Value) })];
}

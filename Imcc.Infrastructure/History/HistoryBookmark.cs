using System.Globalization;

namespace Imcc.Infrastructure.History;

/// <summary>
/// Up to where an index is right, as it stands in the index itself: everything that was written before <paramref name="At"/> is in it;
/// of these databases; and, while it is being made, the store and thread that come next.
/// </summary>
/// <param name="Stores">The ids of the databases that it was made from, in their order.</param>
/// <param name="Store">The store that is being read; -1: it is complete.</param>
/// <param name="After">The last thread of that store that is in.</param>
internal sealed record HistoryBookmark(DateTimeOffset At, string Stores, int Store, Guid After)
{
    /// <summary>What an entry holds has changed: an index of another form is made again.</summary>
    private const string Form = "2";

    public bool IsComplete => Store < 0;

    /// <summary>A new index: everything is still to be read.</summary>
    public static HistoryBookmark Begin(DateTimeOffset now, string stores) => new(now, stores, 0, Guid.Empty);

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Form}|{At.UtcTicks}|{Stores}|{Store}|{After:N}");

    /// <returns>Null: of another form, or none.</returns>
    public static HistoryBookmark? Read(string text) =>
        text.Split('|') is [Form, var at, var stores, var store, var after]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && int.TryParse(store, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            && Guid.TryParseExact(after, "N", out var thread)
            ? new(new DateTimeOffset(ticks, TimeSpan.Zero), stores, index, thread)
            : null;
}

namespace Imcc.Core.Delivery;

/// <summary>
/// How many calls may be under way at a time: one more for each round that goes well (additive increase), a good part fewer when the server slows or breaks
/// (multiplicative decrease), never fewer than one.
/// </summary>
/// <param name="Limit">1 to <paramref name="Most"/>.</param>
/// <param name="Usual">What a call takes when the server is well; zero: not known yet.</param>
/// <param name="LoweredAt">When it was lowered last: the calls that were under way then tell nothing new.</param>
public sealed record Aimd(double Limit, int Most, TimeSpan Usual, TimeSpan LoweredAt)
{
    private const double Keep = 0.7;
    private const int FirstLimit = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Unremarkable = TimeSpan.FromSeconds(1);

    public static Aimd Begin(int most) => new(Math.Min(FirstLimit, most), most, TimeSpan.Zero, TimeSpan.MinValue);

    /// <summary>Whole calls.</summary>
    public int AtOnce => (int)Limit;

    /// <summary>Of these, what calls of a priority may take: one in eight is kept free for whoever is more urgent.</summary>
    public int AtOnceFor(SendPriority priority) => priority == SendPriority.Person ? AtOnce : Math.Max(1, AtOnce - AtOnce / 8);

    /// <param name="isTrouble">The server was busy, broke off or did not answer.</param>
    /// <param name="wasFull">Whether as many were under way as may be: only then does going well say that more would.</param>
    public Aimd After(TimeSpan took, bool isTrouble, bool wasFull, TimeSpan now)
    {
        var isSlow = Usual > TimeSpan.Zero && took > Unremarkable && took > Usual * 4;
        if (isTrouble || isSlow)
        {
            return LoweredAt != TimeSpan.MinValue && now - LoweredAt < Pause
                ? this
                : this with { Limit = Math.Max(1, Limit * Keep), LoweredAt = now };
        }

        // Follows a faster server at once and a slower one over some hundred calls: slowness must not become usual before it is noticed.
        var usual = Usual == TimeSpan.Zero || took < Usual ? took : Usual + (took - Usual) / 200;
        return this with { Limit = wasFull ? Math.Min(Most, Limit + 1 / Limit) : Limit, Usual = usual };
    }

    public Aimd WithMost(int most) => most == Most ? this : this with { Most = most, Limit = Math.Min(Limit, most) };
}

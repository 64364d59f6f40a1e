namespace Imcc.Core.Misses;

/// <param name="Enough">Share of what two messages say that must agree for them to be one question: rare words count more; 0 to 1.</param>
public sealed record GroupingSettings(float Enough)
{
    public static readonly GroupingSettings Default = new(0.75f);
}

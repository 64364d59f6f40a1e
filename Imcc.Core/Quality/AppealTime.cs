namespace Imcc.Core.Quality;

/// <summary>How long an agent has to accept an evaluation or to appeal: days on which the agent's group works, so that no holiday takes the right away.</summary>
public static class AppealTime
{
    public const int Days = 5;

    /// <summary>Whoever never works has an end to it all the same.</summary>
    private const int MostDays = 60;

    /// <param name="isWorkday">Whether the group works on the day of a moment; null: it does every day.</param>
    /// <returns>The same time of day as <paramref name="submittedAt"/>, five days on.</returns>
    public static DateTimeOffset EndOf(DateTimeOffset submittedAt, Func<DateTimeOffset, bool>? isWorkday)
    {
        var end = submittedAt;
        for (int counted = 0, looked = 0; counted < Days && looked < MostDays; looked++)
        {
            end = end.AddDays(1);
            if (isWorkday?.Invoke(end) ?? true)
                counted++;
        }

        return end;
    }
}

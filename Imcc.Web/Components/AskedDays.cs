namespace Imcc.Web.Components;

/// <summary>Days as addresses and date boxes say them: whoever types a year passes through year 2 on the way to 2026, and an address may say anything.</summary>
public static class AskedDays
{
    private static readonly DateOnly First = new(1970, 1, 5);
    private static readonly DateOnly Last = new(9000, 12, 28);

    /// <summary>The nearest day that one can count from; weeks before and after it are days still.</summary>
    public static DateOnly Sound(DateOnly day) => day < First ? First : day > Last ? Last : day;
}

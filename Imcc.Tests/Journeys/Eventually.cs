using System.Diagnostics;

namespace Imcc.Tests.Journeys;

/// <summary>Waits for what must become true, and says what did not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task Async(Func<Task<bool>> isTrue, string what, TimeSpan? patience = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            if (Stopwatch.GetElapsedTime(began) > (patience ?? Patience))
                throw new TimeoutException("It did not come true that " + what);
            await Task.Delay(25);
        }
    }

    public static async Task<T> Async<T>(Func<Task<T?>> find, string what, TimeSpan? patience = null)
        where T : class
    {
        T? found = null;
        await Async(async () => (found = await find()) is not null, what, patience);
        return found!;
    }
}

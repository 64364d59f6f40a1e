// Types that break the rules, for the tests that see each rule red.
namespace Imcc.Tests.Architecture.Samples.Cellar
{
    internal sealed class Boiler
    {
        public static int Heat => 1;
    }
}

namespace Imcc.Tests.Architecture.Samples.Attic
{
    /// <summary>Goes to the cellar only in the body of a lambda.</summary>
    internal sealed class Window
    {
        public Func<int> Warm() => () => Cellar.Boiler.Heat + 1;
    }

    internal sealed class Roof
    {
        public List<Cellar.Boiler>? Below { get; set; }
    }

    internal sealed class Chimney
    {
        public int Smoke() => 2;
    }
}

namespace Imcc.Tests.Architecture.Samples
{
    internal sealed class ClockReader
    {
        public async Task<DateTimeOffset> WaitAsync(TimeProvider time)
        {
            await Task.Yield();
            return time.GetUtcNow();
        }
    }

    internal sealed class ChanceTaker
    {
        public static int Roll => Random.Shared.Next(6);
    }

    internal sealed class Punctual
    {
        public static Guid Id(DateTimeOffset now) => Guid.CreateVersion7(now);
    }

    internal sealed class StorageToucher
    {
        public int Count(IServiceProvider services) => ((Store)services.GetService(typeof(Store))!).GetHashCode();
    }

    internal interface ICook
    {
        void Cook();
    }

    internal sealed class Guest(ICook cook)
    {
        public void Order() => cook.Cook();
    }

    internal sealed class Store : Microsoft.EntityFrameworkCore.DbContext;
}

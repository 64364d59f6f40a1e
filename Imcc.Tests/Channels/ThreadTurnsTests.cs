using Imcc.Infrastructure.Channels;

namespace Imcc.Tests.Channels;

public sealed class ThreadTurnsTests
{
    private readonly ThreadTurns _turns = new();
    private readonly Guid _thread = Thread(0);

    [Fact]
    public async Task A_slow_first_is_not_overtaken_and_other_threads_do_not_wait_for_it()
    {
        var (gate, order) = (new TaskCompletionSource(), new List<string>());
        var first = _turns.RunAsync(_thread, async () =>
        {
            await gate.Task;
            order.Add("first");
            return 1;
        });
        var second = _turns.RunAsync(_thread, () =>
        {
            order.Add("second");
            return Task.FromResult(2);
        });
        Assert.Equal(3, await _turns.RunAsync(Thread(1), () => Task.FromResult(3)));
        Assert.False(second.IsCompleted);
        gate.SetResult();
        Assert.Equal((1, 2), (await first, await second));
        Assert.Equal(["first", "second"], order);
        Assert.Equal(0, _turns.Count);
    }

    [Fact]
    public async Task One_that_fails_tells_its_giver_and_lets_the_next_go()
    {
        var gate = new TaskCompletionSource();
        var broken = _turns.RunAsync<int>(_thread, async () =>
        {
            await gate.Task;
            throw new InvalidOperationException("broken");
        });
        var next = _turns.RunAsync(_thread, () => Task.FromResult(2));
        gate.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
        Assert.Equal(2, await next);
        Assert.Equal(0, _turns.Count);
    }

    [Fact]
    public async Task Given_by_many_at_once_each_thread_keeps_the_order_in_which_it_was_given()
    {
        var threads = Enumerable.Range(0, 8).Select(i => (Id: Thread(i), Done: new List<int>(), Running: new int[1])).ToList();
        await Task.WhenAll(threads.Select(t => Task.Run(async () =>
        {
            var given = new List<Task>();
            for (var i = 0; i < 500; i++)
            {
                var number = i;
                given.Add(_turns.RunAsync(t.Id, async () =>
                {
                    Assert.Equal(1, Interlocked.Increment(ref t.Running[0]));
                    await Task.Yield();
                    t.Done.Add(number);
                    Interlocked.Decrement(ref t.Running[0]);
                    return number;
                }));
            }

            await Task.WhenAll(given);
        })));
        Assert.All(threads, t => Assert.Equal(Enumerable.Range(0, 500), t.Done));
        Assert.Equal(0, _turns.Count);
    }

    private static Guid Thread(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

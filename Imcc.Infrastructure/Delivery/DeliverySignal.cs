using System.Threading.Channels;

namespace Imcc.Infrastructure.Delivery;

/// <summary>Says to this process's delivery worker that a thread has something to send. A hint: what is lost here the worker finds in the rows.</summary>
internal sealed class DeliverySignal
{
    private readonly Channel<Guid> _threads = Channel.CreateBounded<Guid>(new BoundedChannelOptions(50_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<Guid> Threads => _threads.Reader;

    public void Wake(Guid threadId) => _threads.Writer.TryWrite(threadId);
}

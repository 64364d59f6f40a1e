using Imcc.Infrastructure;
using Prometheus;

namespace Imcc.Web.Operations;

/// <summary>The figures of <c>/metrics</c> that are read off the system when somebody asks.</summary>
internal sealed class Gauges(SystemState state) : IHostedService
{
    private static readonly Gauge WriterWaiting = Metrics.CreateGauge("imcc_store_waiting_units", "Units of work that wait for their commit", "store");
    private static readonly Gauge OnTheirWay = Metrics.CreateGauge("imcc_intake_on_the_way", "Messages that are stored but not yet in their conversation");
    private static readonly Gauge Screens = Metrics.CreateGauge("imcc_agent_screens", "Screens of agents open in this process");
    private static readonly Gauge Conversations = Metrics.CreateGauge("imcc_conversations", "Open conversations by state", "state");
    private static readonly Gauge Deliveries = Metrics.CreateGauge("imcc_deliveries", "Outbound messages that are not settled, by state", "state");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Metrics.DefaultRegistry.AddBeforeCollectCallback(async cancel =>
        {
            foreach (var (store, waiting) in state.WriterQueues)
                WriterWaiting.WithLabels(store.ToString(System.Globalization.CultureInfo.InvariantCulture)).Set(waiting);
            OnTheirWay.Set(state.OnTheirWay);
            Screens.Set(state.Screens);
            foreach (var (name, count) in await state.ConversationsAsync(cancel))
                Conversations.WithLabels(name).Set(count);
            foreach (var (name, count) in await state.DeliveriesAsync(cancel))
                Deliveries.WithLabels(name).Set(count);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

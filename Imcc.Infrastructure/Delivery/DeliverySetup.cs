using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Delivery;

internal static class DeliverySetup
{
    /// <summary>The outbox, the gate that all sending goes through, and what failed.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
        services.AddSingleton<IReplyWindows, ConfiguredWindows>();
        services.AddSingleton<SendNode>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<ApiStops>();
        services.AddSingleton<SendGate>();
        services.AddSingleton<ISendGate>(p => p.GetRequiredService<SendGate>());
        services.AddSingleton<SendShares>();
        services.AddSingleton<OutboxReader>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<IStoppedApis, StoppedApis>();
        services.AddSingleton<IDeadLetters, ConversationDeadLetters>();
        return services;
    }
}

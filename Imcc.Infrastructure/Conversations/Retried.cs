using Imcc.Core.Desk;
using Imcc.Infrastructure.Storage;
using Orleans.Runtime;

namespace Imcc.Infrastructure.Conversations;

/// <summary>A command that met another activation, or a node that was just leaving, is simply given again: it is decided anew on what is true then.</summary>
internal static class Retried
{
    private const int Attempts = 3;

    public static async Task<CommandOutcome> Async(Func<ValueTask<CommandOutcome>> command)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await command();
            }
            catch (Exception e) when (attempt < Attempts && e is StaleThreadException or OrleansException)
            {
            }
            catch (Exception e) when (e is StoreOverloadedException or StaleThreadException or OrleansException or TimeoutException)
            {
                return CommandOutcome.Unavailable;
            }
        }
    }
}

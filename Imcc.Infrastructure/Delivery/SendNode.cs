namespace Imcc.Infrastructure.Delivery;

/// <summary>The name by which this process holds what it has taken. Another start is another process, though machine and number be the same.</summary>
internal sealed class SendNode
{
    public string Name { get; } = Make();

    /// <summary>Fits the column: a machine's name may have 63 characters and more.</summary>
    private static string Make()
    {
        var machine = Environment.MachineName;
        return $"{(machine.Length > 40 ? machine[^40..] : machine)}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";
    }
}

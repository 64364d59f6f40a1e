using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Imcc.Web.Components.Layout;

/// <summary>
/// Whether the browser of this circuit can be reached. The server keeps a circuit for minutes after its browser has vanished, and
/// nobody must be offered a conversation on such a screen.
/// </summary>
public sealed class CircuitLink : CircuitHandler
{
    public bool IsUp { get; private set; } = true;

    public event Action? Changed;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Set(true);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Set(false);

    internal Task Set(bool isUp)
    {
        if (IsUp != isUp)
        {
            IsUp = isUp;
            Changed?.Invoke();
        }

        return Task.CompletedTask;
    }
}

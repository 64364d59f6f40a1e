using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Desk;

/// <summary>A part of the desk: renders again when its own parts have changed, and only then.</summary>
public abstract class DeskComponent : ComponentBase, IDisposable
{
    [CascadingParameter]
    public required DeskSession Session { get; set; }

    protected abstract DeskParts Shows { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing) => Session.Changed -= OnChanged;

    protected override void OnInitialized() => Session.Changed += OnChanged;

    protected virtual void OnDeskChanged(DeskParts parts)
    {
    }

    private void OnChanged(DeskParts parts)
    {
        if ((parts & Shows) == 0)
            return;
        OnDeskChanged(parts);
        StateHasChanged();
    }
}

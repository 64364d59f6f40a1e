using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Layout;

/// <summary>The frame around every page: top bar, theme, and a boundary that lets a failing page fail alone.</summary>
public sealed partial class MainLayout(IJSRuntime script, CircuitPauses pauses, CircuitLink link) : IDisposable
{
    private bool _isDark;
    private ErrorBoundary? _boundary;
    private IDisposable? _pause;

    [CascadingParameter(Name = "InitiallyDark")]
    private bool InitiallyDark { get; set; }

    public void Dispose() => _pause?.Dispose();

    protected override void OnInitialized() => _isDark = InitiallyDark;

    protected override void OnParametersSet() =>
        // Another page is another try.
        _boundary?.Recover();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _pause = pauses.Register(link, () => InvokeAsync(async () => await script.InvokeVoidAsync("imcc.pause")));
    }

    private async Task SwitchThemeAsync()
    {
        _isDark = !_isDark;
        await script.InvokeVoidAsync("imcc.theme", _isDark ? "dark" : "light");
    }
}

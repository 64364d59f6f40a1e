using System.Globalization;
using System.Security.Claims;
using Imcc.Infrastructure.Demo;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Options;

namespace Imcc.Web.Components.Layout;

/// <summary>The slim bar over every page.</summary>
public sealed partial class TopBar(NavigationManager navigation, IOptions<DemoOptions> demo) : IDisposable
{
    private ClaimsPrincipal? _user;
    private IReadOnlyList<Place> _places = [];

    [Parameter, EditorRequired]
    public bool IsDark { get; set; }

    [Parameter, EditorRequired]
    public EventCallback ThemeSwitched { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>Where one is: the most particular of those that have the page.</summary>
    private Place? Here => _places.Where(p => p.Has(new Uri(navigation.Uri).AbsolutePath)).MaxBy(p => p.Url.Length);

    private string DisplayName => _user?.FindFirst(ClaimTypes.GivenName)?.Value ?? _user?.Identity?.Name ?? "";

    private string Initial => DisplayName.Length == 0 ? "?" : StringInfo.GetNextTextElement(DisplayName);

    private string CultureUrl
    {
        get
        {
            var other = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "en" : "zh-CN";
            return $"/culture?culture={other}&returnUrl={Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri))}";
        }
    }

    public void Dispose() => navigation.LocationChanged -= OnLocationChanged;

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        _user = (await Authentication!).User;
        _places = Place.For(_user, demo.Value.Enabled);
    }

    // The language link comes back to where one is.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => StateHasChanged();
}

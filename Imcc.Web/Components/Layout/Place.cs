using System.Security.Claims;

namespace Imcc.Web.Components.Layout;

/// <summary>An entry of the top bar.</summary>
/// <param name="Window">The window that it opens in; null: this one.</param>
public sealed record Place(string TextKey, string Url, string? Window = null)
{
    /// <summary>Where this person may go, the daily place first.</summary>
    public static IReadOnlyList<Place> For(ClaimsPrincipal user, bool isDemo)
    {
        List<Place> places = [];
        if (user.IsInRole("agent") || user.IsInRole("lead"))
            places.Add(new("Nav.Desk", "/desk"));
        if (user.IsInRole("lead"))
            // Beside the desk: whoever leaves the desk is not there any more, for customers as for colleagues who want help.
            places.Add(new("Nav.Floor", "/floor", "imcc-floor"));
        if (user.Identity?.IsAuthenticated == true)
            places.Add(new("Nav.Knowledge", "/knowledge"));
        if (user.IsInRole("admin"))
            places.Add(new("Nav.Admin", "/admin"));
        if (isDemo)
            places.Add(new("Nav.Simulator", "/simulator"));
        return places;
    }
}

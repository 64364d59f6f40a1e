using System.Security.Claims;

namespace Imcc.Web.Components.Layout;

/// <summary>An entry of the top bar.</summary>
/// <param name="Window">The window that it opens in; null: this one.</param>
/// <param name="Also">Other addresses that belong to it.</param>
public sealed record Place(string TextKey, string Url, string? Window = null, params string[] Also)
{
    /// <summary>Whether a page of that path belongs to it.</summary>
    public bool Has(string path) => Also.Append(Url).Any(u => path.Equals(u, StringComparison.OrdinalIgnoreCase) || path.StartsWith(u + "/", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where this person may go, the daily place first.</summary>
    public static IReadOnlyList<Place> For(ClaimsPrincipal user, bool isDemo)
    {
        List<Place> places = [];
        if (user.IsInRole("agent") || user.IsInRole("lead"))
            places.Add(new("Nav.Desk", "/desk", null, "/history"));
        if (user.IsInRole("lead") || user.IsInRole("admin"))
        {
            // Beside the desk: whoever leaves the desk is not there any more, for customers as for colleagues who want help. The floor is a tab of it.
            places.Add(new("Nav.Board", "/board", "imcc-floor", "/floor", "/watch"));
            places.Add(new("Nav.Reports", "/reports"));
        }

        if (user.IsInRole("lead") || user.IsInRole("admin"))
            places.Add(new("Nav.Quality", "/quality", "imcc-quality"));
        else if (user.IsInRole("agent"))
            places.Add(new("Nav.Quality", "/quality/mine", "imcc-quality"));
        if (user.IsInRole("lead") || user.IsInRole("admin"))
        {
            places.Add(new("Nav.Satisfaction", "/satisfaction", "imcc-satisfaction"));
            places.Add(new("Nav.Schedule", "/schedule", "imcc-schedule"));
        }
        else if (user.IsInRole("agent"))
        {
            places.Add(new("Nav.MyShifts", "/my-day", "imcc-schedule"));
        }

        if (user.Identity?.IsAuthenticated == true)
            places.Add(new("Nav.Knowledge", "/knowledge"));
        if (user.IsInRole("admin"))
            places.Add(new("Nav.Admin", "/admin"));
        else if (user.IsInRole("lead"))
            // The one page of administration that is a lead's daily work.
            places.Add(new("Nav.Deliveries", "/admin/deliveries"));
        if (isDemo)
            places.Add(new("Nav.Simulator", "/simulator"));
        return places;
    }
}

namespace Imcc.Web.Components.Steer;

/// <summary>Where supervisors look at conversations.</summary>
public static class SteerUrls
{
    public const string Home = "/watch";

    public static string Watch(Guid? id) => id is { } some ? $"{Home}/{some}" : Home;

    public static bool IsWatch(string url) => new Uri(url).AbsolutePath is var path && (path == Home || path.StartsWith(Home + "/", StringComparison.Ordinal));
}

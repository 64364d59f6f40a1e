using Imcc.Web.Components.Desk;

namespace Imcc.Web.Components.Steer;

/// <summary>A desk's services as a supervisor's look at others' conversations needs them.</summary>
internal static class SteerServices
{
    public static DeskServices Of(DeskServices services) => services.Steering is not { } steering ? services : services with
    {
        Workplace = new WatchingWorkplace(services.Workplace, steering),
        Guard = new WatchingGuard(services.Guard, steering),
        IsWatching = true,
    };
}

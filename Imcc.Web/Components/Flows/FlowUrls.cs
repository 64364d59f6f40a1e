using Imcc.Web.Administration;

namespace Imcc.Web.Components.Flows;

/// <summary>Where flows are written.</summary>
internal static class FlowUrls
{
    public static string NewOne => AdminUrls.NewOf(AdminUrls.Flows);

    public static string Of(Guid flow) => AdminUrls.Of(AdminUrls.Flows, flow);
}

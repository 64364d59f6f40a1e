using Imcc.Web.Administration;

namespace Imcc.Web.Components.Flows;

/// <summary>Where flows are written.</summary>
internal static class FlowUrls
{
    public static string NewOne => AdminUrls.NewOf(AdminUrls.Flows);

    /// <summary>A new keyword rule that begins it.</summary>
    public static string NewRule(string key, string name) => $"{AdminUrls.NewOf(AdminUrls.Keywords)}?pattern={Uri.EscapeDataString(name)}&flow={Uri.EscapeDataString(key)}";

    public static string Of(Guid flow) => AdminUrls.Of(AdminUrls.Flows, flow);
}

using Microsoft.AspNetCore.SignalR;

namespace Imcc.Web.Hubs;

public static class AgentHubEndpoints
{
    /// <summary>The agent hub. Needs <c>IWorkplace</c>, the file store, a <c>Func&lt;Directory&gt;</c> and the policy "Agent".</summary>
    public static IServiceCollection AddAgentHub(this IServiceCollection services)
    {
        services.AddHubJson().AddHubOptions<AgentHub>(o =>
        {
            o.MaximumReceiveMessageSize = 128 * 1024;
            o.EnableDetailedErrors = false;
            o.AddFilter<ClearSight>();
        });
        return services;
    }

    public static IEndpointRouteBuilder MapAgentHub(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<AgentHub>("/hubs/agent").Add(endpoint => endpoint.RequestDelegate = AgentGate.Before(endpoint.RequestDelegate!));
        return routes;
    }
}

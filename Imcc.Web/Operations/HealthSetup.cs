using Imcc.Infrastructure;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prometheus;

namespace Imcc.Web.Operations;

/// <summary>What an operator's machines ask: does it live, does it take work, how is it doing.</summary>
public static class HealthSetup
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<ReadyCheck>("ready", tags: ["ready"])
            .AddCheck<StoresCheck>("stores", tags: ["ready"]);
        services.AddHostedService<Gauges>();
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        // Living depends on nothing else: a database that is down is no reason to be killed.
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        routes.MapMetrics("/metrics").AllowAnonymous();
        return routes;
    }

    private sealed class ReadyCheck(Readiness readiness) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(readiness.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("starting or stopping"));
    }

    private sealed class StoresCheck(SystemState state) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await state.StoresAnswerAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("a database does not answer");
    }
}

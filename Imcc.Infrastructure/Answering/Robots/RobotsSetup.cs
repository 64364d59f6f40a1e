using Imcc.Core.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Answering.Robots;

internal static class RobotsSetup
{
    /// <summary>Robots from outside; off until somebody sets one up.</summary>
    public static IServiceCollection AddRobots(this IServiceCollection services)
    {
        services.AddOptions<RobotOptions>().BindConfiguration(RobotOptions.Section);
        services.AddHttpClient(RobotCaller.ClientName, RobotCaller.Prepare).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddSingleton<IRobotWire, HttpRobotWire>();
        services.AddSingleton<IRobotWire, ChatRobotWire>();
        services.AddSingleton<RobotCaller>();
        services.AddSingleton<Robots>();
        services.AddSingleton<IRobot>(p => p.GetRequiredService<Robots>());
        services.AddSingleton<IAnswerFollower>(p => p.GetRequiredService<Robots>());
        services.AddSingleton(p => new RobotAdministration(
            p.GetRequiredService<IDbContextFactory<DirectoryContext>>(), p.GetRequiredService<AnswerChange>(), p.GetRequiredService<Robots>(), p.GetRequiredService<RobotCaller>(), p.GetRequiredService<SecretSeal>(), p.GetRequiredService<IOptions<RobotOptions>>()));
        return services;
    }
}

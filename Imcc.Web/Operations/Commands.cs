using Imcc.Infrastructure;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Web.Operations;

/// <summary>What the program does and then ends, instead of serving: <c>--migrate</c>, <c>--create-admin &lt;user name&gt;</c>, <c>--health</c>.</summary>
internal static class Commands
{
    /// <returns>The exit code, or null when the arguments ask for nothing of this.</returns>
    public static async Task<int?> RunAsync(WebApplication app, string[] args)
    {
        if (args.Contains("--migrate"))
        {
            await app.Services.GetRequiredService<Migrations>().ApplyAsync(CancellationToken.None);
            Console.WriteLine("The directory and the conversation stores are up to date.");
            return 0;
        }

        if (await HealthCommand.RunAsync(app.Configuration, args, Console.Out) is { } health)
            return health;
        return await DirectoryCommands.RunAsync(app.Services, args, Console.In, Console.Out);
    }
}

using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What the program does and then ends, instead of serving: <c>--create-admin &lt;user name&gt;</c>.</summary>
public static class DirectoryCommands
{
    public const string PasswordVariable = "IMCC_ADMIN_PASSWORD";

    /// <returns>The exit code, or null when the arguments ask for nothing of this.</returns>
    public static async Task<int?> RunAsync(IServiceProvider services, IReadOnlyList<string> args, TextReader input, TextWriter output, CancellationToken cancellationToken = default)
    {
        var at = args.ToList().IndexOf("--create-admin");
        if (at < 0)
            return null;
        if (at + 1 >= args.Count || args[at + 1].StartsWith('-'))
        {
            await output.WriteLineAsync("--create-admin needs a user name.");
            return 2;
        }

        var password = Environment.GetEnvironmentVariable(PasswordVariable);
        if (string.IsNullOrEmpty(password))
        {
            await output.WriteLineAsync($"Password for {args[at + 1]} (or set {PasswordVariable}):");
            password = await input.ReadLineAsync(cancellationToken) ?? "";
        }

        await using (var context = services.GetRequiredService<IDbContextFactory<DirectoryContext>>().CreateDbContext())
            await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(context, cancellationToken);
        var outcome = await services.GetRequiredService<FirstAdmin>().MakeAsync(args[at + 1], password, cancellationToken);
        foreach (var problem in outcome.Problems)
            await output.WriteLineAsync($"Refused: {Sentence(problem)}");
        if (outcome.Made)
            await output.WriteLineAsync($"{args[at + 1]} is an administrator now.");
        return outcome.Made ? 0 : 1;
    }

    private static string Sentence(Problem problem) => problem.Code switch
    {
        "UserNameBad" => "the user name must be 2 to 32 letters, digits, '.', '_' or '-'.",
        "PasswordTooShort" => $"the password must have at least {PasswordProfile.MinLength} characters.",
        "PasswordTooLong" => $"the password must have at most {PasswordProfile.MaxLength} characters.",
        "PasswordHoldsUserName" => "the password must not hold the user name.",
        "PasswordTooUsual" => "the password is one of those that everybody tries first.",
        _ => $"{problem.Field}: {problem.Code}",
    };
}

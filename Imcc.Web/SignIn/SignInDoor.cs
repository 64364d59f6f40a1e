using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Identity;

namespace Imcc.Web.SignIn;

public enum SignInOutcome
{
    Admitted = 0,

    /// <summary>Wrong name, wrong password, locked or switched off: one answer, so that nobody learns who works here.</summary>
    Refused = 1,

    /// <summary>Too many failed tries from this address.</summary>
    TooMany = 2,
}

/// <summary>
/// Lets a person in by name and password. Whatever the reason for a refusal, the answer and the work done for it are the same. The tries
/// for one name are taken one after another: guesses sent at the same moment are all counted.
/// </summary>
internal sealed partial class SignInDoor(
    SignInManager<ImccUser> signIn,
    UserManager<ImccUser> users,
    SignInThrottle throttle,
    SignInAudit audit,
    ILogger<SignInDoor> logger)
{
    private static readonly ImccUser Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<ImccUser>().HashPassword(Nobody, "nobody's password");

    public async Task<SignInOutcome> EnterAsync(string userName, string password, string address, CancellationToken cancellationToken)
    {
        using var turn = await throttle.EnterAsync(address, userName, cancellationToken);
        if (!turn.Admitted)
        {
            LogThrottled();
            return SignInOutcome.TooMany;
        }

        var user = userName.Length is > 0 and <= 64 && password.Length is > 0 and <= 256 ? await users.FindByNameAsync(userName) : null;
        if (user is null || !user.Enabled || await users.IsLockedOutAsync(user))
        {
            // The time that a real check takes, so that the clock tells nothing either.
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password.Length <= 256 ? password : "");
            turn.Failed();
            LogRefused(user?.Id);
            return SignInOutcome.Refused;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        await audit.RecordAsync(user, result.Succeeded, result.IsLockedOut, cancellationToken);
        if (result.Succeeded)
            return SignInOutcome.Admitted;
        turn.Failed();
        LogRefused(user.Id);
        return SignInOutcome.Refused;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A sign-in was refused for user {UserId}")]
    private partial void LogRefused(Guid? userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-ins from one address are refused for a while: too many failed")]
    private partial void LogThrottled();
}

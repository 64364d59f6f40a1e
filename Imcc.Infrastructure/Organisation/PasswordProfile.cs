using Microsoft.AspNetCore.Identity;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// Which passwords are good enough, after ASVS 5.0 (6.2): length counts, no rules of composition, nothing that everybody tries first.
/// 8 to 128 characters, at least five different ones, not on the list of the usual ones, and without the own user name.
/// </summary>
internal sealed class PasswordProfile : IPasswordValidator<ImccUser>
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    // Whatever stands here is refused in any case, also with digits or signs at the end.
    private static readonly string[] Usual =
    [
        "password", "passw0rd", "p@ssword", "p@ssw0rd", "qwertyui", "qwerty", "qwer", "asdf", "asdfghjk", "zxcvbnm", "1qaz2wsx", "1q2w3e4r", "q1w2e3r4",
        "admin", "administrator", "root", "abc", "abcd", "abcdefgh", "a", "aa", "aaa", "woaini", "iloveyou", "welcome", "letmein", "changeme",
        "default", "test", "guest", "user", "login", "secret", "imcc", "kefu", "bank", "hello", "monkey", "dragon", "sunshine", "princess",
    ];

    private static readonly char[] Tail = [.. "0123456789!@#$%^&*._-?~"];

    public Task<IdentityResult> ValidateAsync(UserManager<ImccUser> manager, ImccUser user, string? password) =>
        Task.FromResult(Judge(user.UserName ?? "", password ?? "") is { } code
            ? IdentityResult.Failed(new IdentityError { Code = code })
            : IdentityResult.Success);

    /// <returns>The problem's code, or null for a good one.</returns>
    public static string? Judge(string userName, string password)
    {
        if (password.Length < MinLength)
            return "PasswordTooShort";
        if (password.Length > MaxLength)
            return "PasswordTooLong";
        if (userName.Length >= 3 && password.Contains(userName, StringComparison.OrdinalIgnoreCase))
            return "PasswordHoldsUserName";
        return password.Distinct().Count() < 5 || IsRun(password) || IsUsual(password) ? "PasswordTooUsual" : null;
    }

    private static bool IsUsual(string password)
    {
        var core = password.TrimEnd(Tail);
        // Only digits and signs: a date, a telephone number.
        if (core.Length == 0)
            return password.Length < 12;
        var tail = password.AsSpan(core.Length);
        return Usual.Contains(core, StringComparer.OrdinalIgnoreCase) && (tail.Length <= 4 || !tail.ContainsAnyExceptInRange('0', '9'));
    }

    private static bool IsRun(string password)
    {
        // 9 is followed by 0 on the keyboard.
        var ring = password.All(char.IsAsciiDigit) ? 10 : int.MaxValue;
        for (var i = 2; i < password.Length; i++)
        {
            if ((password[i] - password[i - 1] - (password[1] - password[0])) % ring != 0)
                return false;
        }

        return Math.Abs(password[1] - password[0]) <= 1;
    }
}

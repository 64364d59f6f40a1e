using System.Text.RegularExpressions;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for every person and agent.</summary>
public static partial class AgentRules
{
    public const int MaxDisplayNameLength = 20;
    public const int MaxCapacity = 50;

    public static bool IsUserName(string name) => UserNamePattern().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{1,31}\z")]
    private static partial Regex UserNamePattern();
}

namespace Imcc.Web.Security;

/// <summary>The names of what one may be allowed to do.</summary>
public static class Policy
{
    /// <summary>Work as an agent: by sign-in, or by a key that is bound to an agent or may act for any.</summary>
    public const string Agent = "Agent";

    public const string Lead = "Lead";

    public const string Editor = "Editor";

    public const string Admin = "Admin";

    /// <summary>An API key with this scope.</summary>
    public static string Scope(string scope) => "Scope:" + scope;
}

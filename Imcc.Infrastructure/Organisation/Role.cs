namespace Imcc.Infrastructure.Organisation;

/// <summary>What a person may do here. The names stand in rows and cookies: never renamed.</summary>
public static class Role
{
    /// <summary>坐席: serves customers.</summary>
    public const string Agent = "agent";

    /// <summary>班长: serves, watches and steers a team.</summary>
    public const string Lead = "lead";

    /// <summary>编辑: writes what answers.</summary>
    public const string Editor = "editor";

    /// <summary>管理员: sets everything up.</summary>
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Agent, Lead, Editor, Admin];
}

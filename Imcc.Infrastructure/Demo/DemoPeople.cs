using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Demo;

/// <summary>The people of the demo, as the sign-in page lists them.</summary>
public static class DemoPeople
{
    public const string Password = "Imcc@2026";

    public static readonly IReadOnlyList<DemoPerson> All =
    [
        new("agent1", "李晓雯", Role.Agent, "上海分行", 5, 9),
        new("agent2", "王志强", Role.Agent, "上海分行", 4, 7),
        new("agent3", "陈雨桐", Role.Agent, "上海分行", 6, 8),
        new("agent4", "刘思远", Role.Agent, "深圳分行", 3, 5),
        new("agent5", "赵婉清", Role.Agent, "深圳分行", 4, 6),
        new("agent6", "黄俊杰", Role.Agent, "深圳分行", 5, 4),
        new("lead1", "周敏", Role.Lead, DemoSeed.HeadOffice, 3, 10),
        new("editor1", "孙若溪", Role.Editor, DemoSeed.HeadOffice, 0, 0),
        new("admin", "系统管理员", Role.Admin, DemoSeed.HeadOffice, 0, 0),
    ];
}

/// <param name="Capacity">Conversations at once.</param>
/// <param name="Level">Skill level in both groups; 0: in none.</param>
public sealed record DemoPerson(string UserName, string DisplayName, string Role, string OrgUnit, int Capacity, int Level);

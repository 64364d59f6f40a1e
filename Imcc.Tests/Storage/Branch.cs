using Imcc.Core.Channels;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Storage;

/// <summary>A branch of the demo with an account of its own and an editor who has no other.</summary>
internal static class Branch
{
    public static async Task<(Guid Unit, Guid Account)> AddAsync(DirectoryDatabase database)
    {
        await using var context = database.Context();
        var branch = await context.OrgUnits.SingleAsync(u => u.Name == "上海分行");
        var made = await database.Get<AccountAdministration>().SaveAsync(Admin(database), new()
        {
            Key = "shanghai", Kind = ChannelKind.WebChat, Name = "上海分行客服", OrgUnitId = branch.Id, SkillGroupId = (await context.SkillGroups.FirstAsync()).Id,
        });
        Assert.Empty(made.Problems);
        return (branch.Id, made.Id);
    }

    public static async Task<Guid> EditorAsync(DirectoryDatabase database, Guid unit)
    {
        var made = await database.Get<AgentAdministration>().SaveAsync(Admin(database), new()
        {
            UserName = "shanghai.editor", DisplayName = "上海编辑", OrgUnitId = unit, Roles = [Role.Editor], InitialPassword = "Long-enough-2026",
        });
        Assert.Empty(made.Problems);
        return made.Id;
    }

    private static Guid Admin(DirectoryDatabase database) => database.Cache.Current.Agents.Values.Single(a => a.UserName == "admin").Id;
}

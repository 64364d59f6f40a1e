using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Organisation;

/// <summary>A unit below the head office with a lead and a skill group of its own.</summary>
internal sealed record BranchOffice(Guid Unit, Guid Lead, Guid Group)
{
    /// <param name="name">Part of the names of all three, so that several can stand side by side.</param>
    public static async Task<BranchOffice> OpenAsync(IServiceProvider services, string name = "branch")
    {
        var (contexts, cache, time) = (services.GetRequiredService<IDbContextFactory<DirectoryContext>>(), services.GetRequiredService<DirectoryCache>(), services.GetRequiredService<TimeProvider>());
        var unit = Guid.CreateVersion7(time.GetUtcNow());
        await using (var context = contexts.CreateDbContext())
        {
            context.OrgUnits.Add(new() { Id = unit, ParentId = OrgUnitRow.RootId, Name = "分行 " + name });
            await context.SaveChangesAsync();
        }

        var admin = cache.Current.Agents.Values.Single(a => a.UserName == "admin").Id;
        var lead = await new AgentAdministration(contexts, services.GetRequiredService<DirectoryChange>(), time).SaveAsync(
            admin, new() { UserName = name + "lead", DisplayName = "分行班长", OrgUnitId = unit, Roles = [Role.Lead], Capacity = 1, InitialPassword = "Branch@Pass-2026" });
        Assert.True(lead.Made, string.Join(", ", lead.Problems));
        var group = await services.GetRequiredService<GroupAdministration>().SaveAsync(admin, new() { Name = "分行组 " + name, OrgUnitId = unit });
        Assert.True(group.Made, string.Join(", ", group.Problems));
        return new(unit, lead.Id, group.Id);
    }
}

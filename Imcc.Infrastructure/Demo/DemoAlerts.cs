using Imcc.Core.Alerts;
using Imcc.Core.FollowUps;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>Of what the demo's leads are told, and which ratings call for a task: each list only while it is empty.</summary>
internal static class DemoAlerts
{
    public static async Task SeedAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (!await unit.Context.FollowUpRules.AnyAsync(cancellationToken))
        {
            var usual = new FollowUpRule { Id = Guid.CreateVersion7(unit.Now), OrgUnitId = OrgUnitRow.RootId, Since = unit.Now };
            unit.Context.FollowUpRules.Add(new() { Id = usual.Id, OrgUnitId = usual.OrgUnitId, Enabled = usual.Enabled, Limit = usual.Limit, DueHours = usual.DueHours, Since = usual.Since, Rev = 1 });
        }

        if (await unit.Context.AlertRules.AnyAsync(cancellationToken))
            return;
        Add(unit, 0, "排队超过 2 分钟", AlertKind.Wait, 120, rule => rule with { For = TimeSpan.FromSeconds(10) });
        Add(unit, 1, "服务水平低于 80%", AlertKind.ServiceLevel, 80, rule => rule with { For = TimeSpan.FromMinutes(5), Clear = 85 });
        Add(unit, 2, "敏感词", AlertKind.Words, 1, rule => rule with { Window = TimeSpan.FromHours(1) });
        Add(unit, 3, "差评", AlertKind.Survey, 2, rule => rule with { Window = TimeSpan.FromHours(1) });
        Add(unit, 4, "下发失败", AlertKind.Deliveries, 5, rule => rule with { Window = TimeSpan.FromMinutes(15) });
        // One alert a conversation: switched on by whoever wants it.
        Add(unit, 5, "客户 3 分钟未得到回复", AlertKind.Silence, 180, rule => rule with { Enabled = false });
    }

    private static void Add(ChangeUnit unit, int order, string name, AlertKind kind, int limit, Func<AlertRule, AlertRule> settle)
    {
        var at = unit.Now.AddMilliseconds(order);
        var rule = settle(new() { Id = Guid.CreateVersion7(at), Name = name, OrgUnitId = OrgUnitRow.RootId, Kind = kind, Limit = limit, Since = unit.Now });
        var row = new AlertRuleRow { Id = rule.Id, Name = rule.Name, OrgUnitId = rule.OrgUnitId, CreatedAt = at, Rev = 1 };
        row.Take(rule);
        unit.Context.AlertRules.Add(row);
        unit.Audit("alert.rule.created", row.Id, row.Name, "by demo");
    }
}

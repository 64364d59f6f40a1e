using Imcc.Core.Contacts;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>What a bank wants to know of its customers, where they come from, and its systems: each list only while it is empty.</summary>
internal static class DemoCustomers
{
    public static async Task SeedAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        await AttributesAsync(unit, cancellationToken);
        await SourcesAsync(unit, cancellationToken);
        if (await unit.Context.CustomerLinks.AnyAsync(cancellationToken))
            return;
        Link(unit, 0, "CRM 客户视图", "https://crm.example.com/customer?openid={externalId}&unionid={unionId}&phone={attr:手机号}&agent={agent}");
        Link(unit, 1, "新建工单", "https://ticket.example.com/new?customer={customerId}&name={name}&conversation={conversationId}");
    }

    private static async Task AttributesAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (await unit.Context.CustomerAttributes.AnyAsync(cancellationToken))
            return;
        Attribute(unit, 0, "手机号", AttributeKind.Phone, isRequired: true);
        Attribute(unit, 1, "卡号末四位", AttributeKind.Text);
        Attribute(unit, 2, "客户类型", AttributeKind.Choice, "个人\n个体工商户\n小微企业\n公司");
        Attribute(unit, 3, "开户网点", AttributeKind.Text);
        Attribute(unit, 4, "开户日期", AttributeKind.Date);
        Attribute(unit, 5, "月均资产", AttributeKind.Number);
    }

    private static async Task SourcesAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (await unit.Context.CustomerSources.AnyAsync(cancellationToken))
            return;
        Source(unit, 0, "1203", isPrefix: false, "深圳福田支行");
        Source(unit, 1, "1201", isPrefix: false, "深圳南山支行");
        Source(unit, 2, "21", isPrefix: true, "上海分行营业网点");
        Source(unit, 3, "spring2026", isPrefix: true, "2026 春季开户活动");
    }

    private static void Attribute(ChangeUnit unit, int order, string name, AttributeKind kind, string choices = "", bool isRequired = false) =>
        unit.Context.CustomerAttributes.Add(new() { Id = NewId(unit, order), Name = name, Kind = kind, Choices = choices, Position = order, Required = isRequired, CreatedAt = unit.Now.AddMilliseconds(order) });

    private static void Source(ChangeUnit unit, int order, string scene, bool isPrefix, string branch) =>
        unit.Context.CustomerSources.Add(new() { Id = NewId(unit, order), Scene = scene, IsPrefix = isPrefix, Branch = branch, CreatedAt = unit.Now });

    private static void Link(ChangeUnit unit, int order, string name, string template) =>
        unit.Context.CustomerLinks.Add(new() { Id = NewId(unit, order), Name = name, Template = template, CreatedAt = unit.Now.AddMilliseconds(order) });

    private static Guid NewId(ChangeUnit unit, int order) => Guid.CreateVersion7(unit.Now.AddMilliseconds(order));
}

using System.Collections.Immutable;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>A bank's flows, while there are none: booking a branch, and reporting a lost card.</summary>
internal static class DemoFlows
{
    public const string Booking = "book-visit";
    public const string CardLoss = "card-loss";

    private static readonly ImmutableArray<string> Cancel = ["退出", "取消", "不办了", "算了"];

    public static async Task SeedAsync(ChangeUnit unit, Guid personal, Guid cards, CancellationToken cancellationToken)
    {
        if (await unit.Context.Flows.AnyAsync(cancellationToken))
            return;
        await AnswerVersionRow.NextAsync(unit.Context, AnswerStock.Flows, cancellationToken);
        Add(unit, Booking, "网点预约", new([
            new SayNode("n1", "为您预约网点，只需回答三个问题；随时可以回复「退出」。", "n2"),
            new ChoiceNode("n2", "您要办理什么业务？", [new("开户或换卡", ["开户", "换卡", "办卡"], "n3"), new("大额取现（5 万元以上）", ["取现", "取钱", "大额"], "n3"), new("贷款咨询", ["贷款", "按揭"], "n3"), new("其他业务", ["其他"], "n3")], "业务", "没有看懂，请回复序号，例如 1。", 3, "n8"),
            new AskNode("n3", "您哪一天来？例如：明天、12月5日", "日期", FlowInput.Date, "", "没有看懂日期，请这样回复：12月5日。", 3, "n4", "n8"),
            new AskNode("n4", "请留下您的手机号，我们会在前一个工作日与您确认：", "手机号", FlowInput.Phone, "", "这好像不是一个手机号，请核对后再发一次。", 3, "n5", "n8"),
            new DecideNode("n5", [new("业务", FlowTest.Contains, "大额取现", "n6")], "n7"),
            new SayNode("n6", "大额取现请携带身份证与银行卡，并请在前一天 16:00 前完成预约。", "n7"),
            new TransferNode("n7", "{日期} 办理「{业务}」，联系电话 {手机号}，都记下了，马上请同事为您确认预约。", personal),
            new TransferNode("n8", "这样说不太清楚，我请同事来帮您。", personal),
        ], Patience: 15, SilenceText: "您一直没有回复，本次预约先结束了；需要时再发「预约网点」即可。", CancelWords: Cancel, CancelText: "好的，预约已取消。"));
        Add(unit, CardLoss, "银行卡挂失", new([
            new SayNode("n1", "请先在手机银行「账户-挂失」冻结卡片，口头挂失立即生效。下面为您登记信息，由专员继续办理。", "n2"),
            new ChoiceNode("n2", "丢失的是哪一种卡？", [new("储蓄卡", ["借记卡", "存折"], "n3"), new("信用卡", ["贷记卡"], "n3")], "卡种", "请回复 1 或 2。", 3, "n7"),
            new AskNode("n3", "请输入{卡种}的后四位（不记得请回复 0000）：", "卡号后四位", FlowInput.Pattern, "[0-9]{4}", "请输入四位数字。", 3, "n4", "n7"),
            new AskNode("n4", "请输入您在本行预留的手机号：", "预留手机号", FlowInput.Phone, "", "这好像不是一个手机号，请核对后再发一次。", 3, "n5", "n7"),
            new DecideNode("n5", [new("卡种", FlowTest.Is, "信用卡", "n6")], "n7"),
            new TransferNode("n6", "已记录，马上为您转接信用卡专员。", cards),
            new TransferNode("n7", "已记录，马上为您转接人工客服。", personal),
        ], Patience: 10, SilenceText: "您一直没有回复，登记先结束了。请务必先在手机银行冻结卡片，需要时回复「人工」。", CancelWords: Cancel, CancelText: "好的，已退出挂失登记。"));
    }

    private static void Add(ChangeUnit unit, string key, string name, FlowContent content)
    {
        var row = new FlowRow
        {
            Id = Guid.CreateVersion7(unit.Now),
            Key = key,
            Name = name,
            OrgUnitId = OrgUnitRow.RootId,
            Draft = FlowRow.Write(content),
            LastVersion = 1,
            InForce = 1,
            CreatedAt = unit.Now,
            ChangedAt = unit.Now,
            ChangedBy = "system",
        };
        unit.Context.Flows.Add(row);
        unit.Context.FlowVersions.Add(new() { FlowId = row.Id, Version = 1, Key = key, Name = name, Accounts = row.Accounts, Content = row.Draft, PublishedAt = unit.Now, PublishedBy = "system" });
        unit.Audit("flow.published", row.Id, name, "demo");
    }
}

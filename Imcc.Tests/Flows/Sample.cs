using Imcc.Core.Flows;

namespace Imcc.Tests.Flows;

/// <summary>Reporting a lost card: the flow that the tests lead somebody through.</summary>
internal static class Sample
{
    public static readonly Guid Group = new(7, 0, 0, new byte[8]);
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8));

    public static FlowContent Content { get; } = new(
        [
            new SayNode("hello", "为您办理银行卡挂失。", "kind"),
            new ChoiceNode("kind", "请选择卡种：", [new("储蓄卡", ["借记卡"], "tail"), new("信用卡", ["贷记卡"], "tail"), new("不挂失了", [], "bye")], "卡种", "没有看懂。", 3, "people"),
            new AskNode("tail", "请输入{卡种}的后四位：", "后四位", FlowInput.Pattern, "[0-9]{4}", "请输入四位数字。", 2, "phone", "people"),
            new AskNode("phone", "请输入预留手机号：", "手机号", FlowInput.Phone, "", "这不是手机号。", 3, "which", "people"),
            new DecideNode("which", [new("卡种", FlowTest.Is, "信用卡", "credit")], "done"),
            new TransferNode("credit", "{卡种}（尾号 {后四位}）由专员为您处理。", Group),
            new EndNode("done", "{卡种}（尾号 {后四位}）已登记挂失，稍后致电 {手机号} 核实。"),
            new TransferNode("people", "为您转接人工。"),
            new EndNode("bye", "好的。"),
        ],
        Patience: 10,
        SilenceText: "您长时间没有回复，挂失流程已结束。",
        CancelWords: ["退出", "取消"],
        CancelText: "已退出挂失流程。");

    public static Flow CardLoss { get; } = Of(Content);

    public static Flow Of(FlowContent content) => new(new(1, 0, 0, new byte[8]), "card-loss", "银行卡挂失", 1, [], content);
}

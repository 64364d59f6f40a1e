using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>The demo's quality form and sampling plan, as a Chinese contact centre has them.</summary>
internal static class DemoQuality
{
    private const string FormName = "在线客服质检表";
    private const string PlanName = "每周抽检";

    public static async Task SeedAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (await unit.Context.QualityForms.AnyAsync(cancellationToken))
            return;
        var form = new QualityFormRow { Id = Guid.CreateVersion7(unit.Now), Name = FormName, OrgUnitId = OrgUnitRow.RootId, Draft = QualityForms.Write(Form()), CreatedAt = unit.Now };
        unit.Context.QualityForms.Add(form);
        QualityForms.Publish(unit, form);
        var inspectors = await QualityGate.Inspectors(unit.Context).Where(u => u.UserName == "lead1").Select(u => u.Id).ToListAsync(cancellationToken);
        unit.Context.SamplingPlans.Add(new()
        {
            Id = Guid.CreateVersion7(unit.Now),
            Name = PlanName,
            OrgUnitId = OrgUnitRow.RootId,
            FormId = form.Id,
            Enabled = true,
            Settings = System.Text.Json.JsonSerializer.Serialize(
                new PlanSettings
                {
                    Seed = 20261123,
                    PerStratum = 2,
                    Inspectors = inspectors,
                    Risks = new(LowRating: true, LongerThan: 60, Transfers: 2, Keywords: ["投诉", "银保监", "曝光", "举报"], SilentFor: 300, Reasons: []),
                },
                DirectoryJson.Options),
            CreatedAt = unit.Now,
            Rev = 1,
        });
        unit.Audit("quality.plan.created", form.Id, PlanName, "by demo");
    }

    /// <summary>100 points in all, so that weights read as shares; a leak of customers' data and an abuse fail everything.</summary>
    internal static FormContent Form() => new()
    {
        Method = ScoringMethod.QuestionPercent,
        NeedsImprovementBelow = 80,
        ExceedsFrom = 95,
        Note = "逐项对照聊天记录打分；扣分项请选中对应消息作为证据。",
        Sections =
        [
            new("response", "响应时效", 25,
            [
                YesNo("first", "首次响应 30 秒内", 10, "从接入到坐席第一句话", "达标", "超时") with { Automatic = new(AutomaticKind.FirstResponse, 30, []) },
                YesNo("gaps", "无超过 90 秒的空档", 15, "客户等待坐席回复的时间", "达标", "有超时空档") with { Automatic = new(AutomaticKind.Gaps, 90, []) },
            ], []),
            new("manner", "服务规范", 30,
            [
                YesNo("polite", "用语规范", 10, "开头问候、结尾致谢，称呼得体", "规范", "不规范") with { Automatic = new(AutomaticKind.RequiredPhrases, 0, ["您好"]) },
                YesNo("banned", "无禁用语", 10, "推诿、反问、命令等禁用语", "无", "有") with
                {
                    Automatic = new(AutomaticKind.ForbiddenWords, 0, ["不知道", "不归我管", "随便你", "自己看", "你投诉吧"]), IsCritical = true,
                },
                new()
                {
                    Id = "empathy", Text = "倾听与安抚", Weight = 10, Help = "理解客户诉求，情绪激动时先安抚", AllowsNotApplicable = true,
                    Options = [new("好", 10), new("一般", 6), new("差", 0)],
                },
            ], []),
            new("solution", "解决能力", 35,
            [
                new() { Id = "accuracy", Text = "答复准确", Weight = 20, Help = "与知识库和业务规则一致", IsCritical = true, Options = [new("完全准确", 10), new("部分准确", 5), new("错误", 0)] },
                YesNo("once", "一次解决", 10, "客户无需再次来询；非本轮可解决的选不适用", "是", "否") with { AllowsNotApplicable = true },
                YesNo("transfer", "转接恰当", 5, "无需转接的选不适用", "恰当", "不恰当") with { AllowsNotApplicable = true },
            ], []),
            new("compliance", "合规与信息安全", 10,
            [
                new()
                {
                    Id = "verify", Text = "身份核实与授权", Weight = 10, IsCritical = true, AllowsNotApplicable = true, Help = "查询账户前核实身份", Options = [new("已核实", 10), new("核实不完整", 5), new("未核实", 0)],
                },
                new() { Id = "leak", Text = "客户信息泄露", Weight = 0, IsCritical = true, Help = "索要密码、验证码，或泄露他人信息：一票否决", Options = [new("无", 0), new("有", 0, IsFatal: true)] },
                new() { Id = "abuse", Text = "辱骂、威胁客户", Weight = 0, IsCritical = true, Help = "一票否决", Options = [new("无", 0), new("有", 0, IsFatal: true)] },
                new() { Id = "remark", Text = "亮点与改进建议", Kind = QuestionKind.Text, Weight = 0 },
            ], []),
        ],
    };

    private static FormQuestion YesNo(string id, string text, decimal weight, string help, string yes, string no) =>
        new() { Id = id, Text = text, Weight = weight, Help = help, Options = [new(yes, 10), new(no, 0)] };
}

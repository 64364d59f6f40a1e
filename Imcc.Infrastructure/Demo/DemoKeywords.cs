using System.Text.Json;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>A bank's keyword rules, while there are none.</summary>
internal static class DemoKeywords
{
    private const string Courtesy = "请问\n请问一下\n你好\n您好\n麻烦\n我想问\n我想问一下\n谢谢\n谢谢了\n吗\n呢\n呀\n啊";

    public static async Task SeedAsync(ChangeUnit unit, Guid personal, Guid cards, IReadOnlyList<Guid> accounts, CancellationToken cancellationToken)
    {
        if (await unit.Context.KeywordRules.AnyAsync(cancellationToken))
            return;
        var version = await AnswerVersionRow.NextAsync(unit.Context, AnswerStock.Keywords, cancellationToken);
        var order = 0;
        foreach (var rule in Rules(personal, cards))
        {
            var at = unit.Now.AddMilliseconds(order++);
            unit.Context.KeywordRules.Add(new()
            {
                Id = Guid.CreateVersion7(at),
                Name = rule.Name,
                OrgUnitId = OrgUnitRow.RootId,
                Accounts = JsonSerializer.Serialize(accounts, DirectoryJson.Options),
                Patterns = KeywordRuleRow.Write(rule.Patterns),
                Answer = KeywordRuleRow.Write(rule.Answer),
                Priority = rule.Priority,
                Fuzzy = rule.Fuzzy,
                CreatedAt = at,
                ChangedAt = at,
                ChangedBy = "system",
                Version = version,
            });
        }

        if (!await unit.Context.KeywordStopWords.AnyAsync(cancellationToken))
            unit.Context.KeywordStopWords.Add(new() { Words = Courtesy });
        unit.Audit("keyword.created", OrgUnitRow.RootId, "demo", $"{order} rules by demo");
    }

    private static IEnumerable<DemoRule> Rules(Guid personal, Guid cards)
    {
        yield return new("转人工", Of(KeywordKind.Exact, "人工", "转人工", "人工客服", "人工服务", "找客服").And(KeywordKind.Tap, "human"), Says("好的，马上为您转接人工客服，请稍候。") with { GroupId = personal }, 1000);
        yield return new("挂失", Of(KeywordKind.Contains, "卡丢了", "卡片丢失", "银行卡挂失", "怎么挂失").And(KeywordKind.AllOf, "卡 挂失", "卡 丢"), Says("请先冻结卡片以保障资金安全：手机银行「账户-挂失」可立即口头挂失，24 小时有效。我们同时为您转接人工。") with { GroupId = personal }, 500);
        yield return new("办理挂失", Of(KeywordKind.Exact, "办理挂失", "我要挂失", "挂失").And(KeywordKind.Tap, DemoFlows.CardLoss), KeywordAnswer.Empty with { Flow = DemoFlows.CardLoss }, 600);
        yield return new("网点预约", Of(KeywordKind.Contains, "预约网点", "网点预约", "预约取号", "预约办理").And(KeywordKind.Tap, DemoFlows.Booking), KeywordAnswer.Empty with { Flow = DemoFlows.Booking }, 300);
        yield return new("疑似盗刷", Of(KeywordKind.Contains, "被盗刷", "盗刷", "不是我刷的", "不是本人消费"), Says("请立即在手机银行冻结卡片，并保留卡片与消费凭证。我们马上为您转接信用卡专员。") with { GroupId = cards }, 800);
        yield return new("余额查询", Of(KeywordKind.Exact, "余额", "余额怎么查", "查询余额", "查余额").And(KeywordKind.Tap, "balance"), Says("查询余额：登录手机银行，首页「我的账户」即可查看；也可以发送短信 YE 到银行短信号。"));
        yield return new("转账限额", Of(KeywordKind.Contains, "转账限额", "转账额度", "单日限额", "每天最多转多少"), Says("手机银行转账默认单笔 5 万元、日累计 20 万元，可在「转账-限额管理」中调整。"));
        yield return new("转账到账时间", Of(KeywordKind.Contains, "多久到账", "什么时候到账", "几天到账", "转账到账时间"), Says("同行转账实时到账；跨行实时转账一般几分钟内到账，普通到账约 2 小时，次日到账可在 24 小时内撤销。"));
        yield return new("信用卡账单日", Of(KeywordKind.Contains, "账单日", "还款日是哪天", "信用卡还款日"), Says("账单日与还款日请在手机银行「信用卡-我的卡片」查看，还款日为账单日后第 20 天。"));
        yield return new("账单分期", Of(KeywordKind.Contains, "账单分期", "分期还款", "分期手续费", "信用卡分期").And(KeywordKind.Regex, @"分\s*\d{1,2}\s*[期个]"), Says("账单分期可选 3、6、12、24 期：手机银行「信用卡-分期」选择期数即可办理，手续费以确认页为准。"));
        yield return new("营业时间", Of(KeywordKind.Contains, "几点下班", "几点上班", "营业时间", "几点开门", "周末上班吗", "网点上班时间"), new KeywordAnswer([new TextContent("网点营业时间一般为工作日 9:00 至 17:00，部分网点周末营业。"), new LinkContent("网点查询与预约", "查看附近网点的营业时间，提前预约取号", "https://www.example.com/branches")]));
        yield return new("开户行查询", Of(KeywordKind.Contains, "开户行", "开户网点", "开户支行"), Says("开户行查询：手机银行「我的账户-账户详情」中可以看到开户网点名称。"));
        yield return new("忘记密码", Of(KeywordKind.Contains, "忘记密码", "密码忘了", "忘记登录密码", "重置密码").And(KeywordKind.AllOf, "密码 忘"), Says("登录密码：在手机银行登录页点击「忘记密码」重新设置；取款密码需本人携带身份证和银行卡到网点重置。请勿把密码告诉任何人。"));
        yield return new("理财赎回", Of(KeywordKind.Prefix, "理财赎回", "赎回理财").And(KeywordKind.AllOf, "理财 赎回"), Says("开放式理财可在交易日申请赎回，资金一般 T+1 至 T+3 到账，具体以产品说明书为准。"));
        yield return new("欢迎菜单", Of(KeywordKind.Exact, "菜单", "帮助", "你能做什么"), Says("您可以直接输入问题，例如：余额怎么查、转账限额、账单分期、营业时间；回复「人工」转接人工客服。"), 50);
    }

    private static IReadOnlyList<KeywordPattern> Of(KeywordKind kind, params string[] texts) => [.. texts.Select(t => new KeywordPattern(kind, t))];

    private static IReadOnlyList<KeywordPattern> And(this IReadOnlyList<KeywordPattern> patterns, KeywordKind kind, params string[] texts) => [.. patterns, .. Of(kind, texts)];

    private static KeywordAnswer Says(string text) => new([new TextContent(text)]);

    private sealed record DemoRule(string Name, IReadOnlyList<KeywordPattern> Patterns, KeywordAnswer Answer, int Priority = KeywordRule.UsualPriority, bool Fuzzy = true);
}

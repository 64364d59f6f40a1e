namespace Imcc.Bench.History;

/// <summary>What customers and agents of a bank might say, made up of parts; or a file's lines.</summary>
internal sealed class Sentences(Random random, IReadOnlyList<string>? lines)
{
    private static readonly string[] Openings = ["你好", "请问", "麻烦问一下", "我想咨询", "在吗", "帮我看看", "昨天", "为什么", "客服您好", "今天早上", "上个月", "我妈妈的"];
    private static readonly string[] Things =
    [
        "信用卡", "储蓄卡", "手机银行", "网上银行", "转账", "贷款", "房贷", "理财产品", "积分", "账单", "额度", "年费", "密码", "短信提醒", "工资卡", "社保卡", "外币", "汇款", "定期存款", "大额存单",
        "提前还款", "分期", "逾期", "利息", "手续费", "流水", "开户行", "预约取现", "挂失", "补卡", "销户", "冻结", "限额", "征信", "收款码", "支票", "保险", "基金", "黄金", "快捷支付",
    ];
    private static readonly string[] Troubles =
    [
        "怎么办理", "一直不到账", "显示失败", "需要带什么材料", "能不能提高", "可以减免吗", "什么时候到", "被扣了两次", "收不到验证码", "忘记了怎么办", "几点下班", "要收费吗", "为什么这么高", "能取消吗", "多久能好", "已经三天了",
        "请尽快处理", "还没有人联系我", "打电话没人接", "在哪里查询", "和柜台说的不一样", "能寄到家里吗", "请帮我核实一下", "谢谢",
    ];

    public string Next()
    {
        if (lines is not null)
            return lines[random.Next(lines.Count)];
        var said = Pick(Openings) + "，" + Pick(Things) + Pick(Troubles);
        return random.Next(12) switch
        {
            0 => said + "，我的手机号是1" + random.Next(3, 10) + random.Next(100_000_000, 1_000_000_000),
            1 => said + "，订单号SF" + random.Next(100_000_000, 1_000_000_000),
            2 or 3 or 4 => said + "？" + Pick(Things) + Pick(Troubles) + "。",
            _ => said + "？",
        };
    }

    /// <summary>Something that a person might search for: part of what was said, of one to six characters, or two such parts.</summary>
    public string Search()
    {
        var said = Next();
        var length = Math.Min(said.Length, random.Next(10) switch { 0 => 1, < 5 => 2, < 7 => 3, _ => random.Next(4, 7) });
        var start = random.Next(said.Length - length + 1);
        var part = said.Substring(start, length);
        return random.Next(6) == 0 ? part + " " + Pick(Things) : part;
    }

    private string Pick(string[] of) => of[random.Next(of.Length)];
}

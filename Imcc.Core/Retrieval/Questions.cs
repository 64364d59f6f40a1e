namespace Imcc.Core.Retrieval;

/// <summary>Tells what a text asks for, and whether it denies something.</summary>
public static class Questions
{
    // The longer ones first: 为什么 is not 什么.
    private static readonly (string Sign, QuestionKind Kind)[] Signs =
    [
        ("怎么回事", QuestionKind.Why), ("咋回事", QuestionKind.Why), ("什么原因", QuestionKind.Why), ("为什么", QuestionKind.Why), ("为什麼", QuestionKind.Why), ("为啥", QuestionKind.Why), ("为何", QuestionKind.Why), ("干嘛", QuestionKind.Why), ("原因", QuestionKind.Why),
        ("多长时间", QuestionKind.HowLong), ("多久", QuestionKind.HowLong), ("几天", QuestionKind.HowLong), ("多少天", QuestionKind.HowLong), ("几个月", QuestionKind.HowLong),
        ("什么时候", QuestionKind.When), ("什么时间", QuestionKind.When), ("啥时候", QuestionKind.When), ("啥时", QuestionKind.When), ("何时", QuestionKind.When), ("几点", QuestionKind.When), ("几号", QuestionKind.When), ("哪天", QuestionKind.When),
        ("什么地方", QuestionKind.Where), ("哪里", QuestionKind.Where), ("哪儿", QuestionKind.Where), ("在哪", QuestionKind.Where), ("去哪", QuestionKind.Where), ("何处", QuestionKind.Where),
        ("怎么", QuestionKind.How), ("怎样", QuestionKind.How), ("如何", QuestionKind.How), ("怎", QuestionKind.How), ("咋", QuestionKind.How), ("方法", QuestionKind.How), ("步骤", QuestionKind.How), ("流程", QuestionKind.How), ("办法", QuestionKind.How),
        ("多少", QuestionKind.HowMuch), ("多大", QuestionKind.HowMuch), ("多高", QuestionKind.HowMuch), ("多贵", QuestionKind.HowMuch), ("几", QuestionKind.HowMuch),
        ("能不能", QuestionKind.Whether), ("可不可以", QuestionKind.Whether), ("是不是", QuestionKind.Whether), ("会不会", QuestionKind.Whether), ("有没有", QuestionKind.Whether), ("要不要", QuestionKind.Whether), ("是否", QuestionKind.Whether), ("能否", QuestionKind.Whether), ("可否", QuestionKind.Whether), ("吗", QuestionKind.Whether), ("嘛", QuestionKind.Whether),
        ("哪个", QuestionKind.Which), ("哪些", QuestionKind.Which), ("哪种", QuestionKind.Which), ("哪家", QuestionKind.Which), ("谁", QuestionKind.Which), ("哪", QuestionKind.Which),
        ("什么", QuestionKind.What), ("啥", QuestionKind.What),
    ];

    private static readonly string[] Asking = ["能不能", "可不可以", "是不是", "会不会", "有没有", "要不要", "好不好", "行不行", "对不对"];

    private static readonly string[] Denials = ["不", "没", "无法", "未", "别", "无", "失败", "禁止"];

    public static QuestionKind Of(string folded)
    {
        var kinds = QuestionKind.None;
        Span<bool> taken = stackalloc bool[Math.Min(folded.Length, Wording.Longest)];
        var text = folded.AsSpan(0, taken.Length);
        foreach (var (sign, kind) in Signs)
        {
            var at = text.IndexOf(sign, StringComparison.Ordinal);
            if (at < 0 || taken[at])
                continue;
            taken.Slice(at, sign.Length).Fill(true);
            kinds |= kind;
        }

        return kinds;
    }

    public static bool IsDenied(string folded)
    {
        foreach (var asking in Asking)
            folded = folded.Replace(asking, "", StringComparison.Ordinal);
        // At the end it only asks: 能用不.
        if (folded.EndsWith('不') || folded.EndsWith('没'))
            folded = folded[..^1];
        return Denials.Any(d => folded.Contains(d, StringComparison.Ordinal));
    }
}

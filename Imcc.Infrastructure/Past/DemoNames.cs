namespace Imcc.Infrastructure.Past;

/// <summary>Names of customers as contact centres see them: what people call themselves in chats, and how they are addressed.</summary>
internal static class DemoNames
{
    private const int Many = 240;

    private static readonly string[] Family = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗", "高", "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹"];

    private static readonly string[] Given = ["伟", "芳", "娜", "敏", "静", "强", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚", "桂英", "建国", "丽华", "志明", "晓燕", "文博", "雨欣", "子涵", "浩然", "梓萱", "嘉豪"];

    private static readonly string[] Nicknames =
    [
        "云淡风轻", "小鱼儿", "阳光正好", "平安是福", "追风少年", "大海", "花开富贵", "莫失莫忘", "橙子", "一路向北", "安静的美男子", "晴天", "木子", "阿杰", "丽丽", "随遇而安", "Lucky", "Tony", "小太阳", "半夏微凉", "老张", "豆豆妈妈", "知足常乐", "清风徐来",
    ];

    public static IReadOnlyList<string> Make(Random random)
    {
        var names = new HashSet<string>(Nicknames, StringComparer.Ordinal);
        while (names.Count < Many)
        {
            var family = Family[random.Next(Family.Length)];
            names.Add(random.Next(4) switch { 0 => family + "先生" + random.Next(10, 99), 1 => family + "女士" + random.Next(10, 99), _ => family + Given[random.Next(Given.Length)] });
        }

        var all = names.ToArray();
        random.Shuffle(all);
        return all;
    }
}

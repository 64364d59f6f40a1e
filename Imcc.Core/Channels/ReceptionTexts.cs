using System.Text.RegularExpressions;

namespace Imcc.Core.Channels;

/// <summary>The words with which an account receives its customers. An empty text is not sent.</summary>
[GenerateSerializer, Immutable]
public sealed partial record ReceptionTexts
{
    /// <summary>Characters of a message that does nothing but ask for a person.</summary>
    private const int LongestCall = 500;

    /// <summary>Asks for a person in every account, whatever its own words are.</summary>
    private const string Person = "人工";

    /// <summary>What people put around it and mean nothing else by.</summary>
    private const string AroundPersonWords =
        "你好 您好 喂 亲 我 我想要 我想 我要 我需要 需要 想 要 请 请问 请帮我 帮我 帮忙 麻烦 拜托 给我 转接 转到 转 接通 接 连 找 联系 叫 换 换成 来 个 一个 位 一位 名 一名 一下 直接 马上 立刻 赶紧 尽快 快点 快 现在 " +
        "谢谢 可以 可以吗 能 能不能 可不可以 行吗 好吗 在吗 在不在 有 有吗 有没有 不要机器人 服务 坐席 座席 的 吧 呢 啊 呀 吗 嘛 么 哦 哈 了";

    /// <summary>On following the account, or on opening the web chat.</summary>
    [Id(0)] public string Welcome { get; init; } = "";

    /// <summary>
    /// The answer to whatever nobody asked a person for. With a text here customers are answered automatically until they ask
    /// for a person; without one each message goes to the queue at once.
    /// </summary>
    [Id(1)] public string AutoReply { get; init; } = "";

    /// <summary>
    /// Said once on joining the queue. <c>{ahead}</c> is how many are served before, <c>{wait}</c> the estimated wait in minutes; a sentence with
    /// <c>{wait}</c> is left out while there is nothing to estimate from.
    /// </summary>
    [Id(2)] public string Queued { get; init; } = "";

    /// <summary>Said once when an agent has taken the conversation; <c>{agent}</c> stands for the agent's name.</summary>
    [Id(3)] public string Greeting { get; init; } = "";

    /// <summary>Said when the agent ends the conversation.</summary>
    [Id(4)] public string Farewell { get; init; } = "";

    /// <summary>Words that reach a person wherever they are the whole message, separated by blanks.</summary>
    [Id(5)] public string PersonWords { get; init; } = "人工 人工客服 转人工 客服 转人工客服 找人工 0";

    /// <summary>The answer to whoever writes while waiting, at most once a minute; <c>{ahead}</c> and <c>{wait}</c> as in <see cref="Queued"/>.</summary>
    [Id(6)] public string StillWaiting { get; init; } = "";

    /// <summary>Asked of whoever has waited long: go on waiting, or leave a message; <c>{ahead}</c> and <c>{wait}</c> as in <see cref="Queued"/>.</summary>
    [Id(7)] public string WaitChoice { get; init; } = "当前排队较多，您前面还有 {ahead} 位，预计还需 {wait} 分钟。回复 1 继续等待，回复 2 留言，我们会尽快联系您。";

    /// <summary>Words that choose to go on waiting, separated by blanks.</summary>
    [Id(8)] public string KeepWaitingWords { get; init; } = "1 继续等待 继续 等待";

    /// <summary>Words that choose to leave a message.</summary>
    [Id(9)] public string LeaveMessageWords { get; init; } = "2 留言";

    /// <summary>Outside the hours; <c>{opens}</c> is when service begins again.</summary>
    [Id(10)] public string Closed { get; init; } = "现在是非服务时间，人工服务将于 {opens} 开始。您可以直接留言，我们上班后第一时间回复您。";

    /// <summary>As many wait as may.</summary>
    [Id(11)] public string Full { get; init; } = "当前咨询量较大，排队已满。您可以直接留言，我们会尽快回复您。";

    /// <summary>Nobody became free in the longest time that the group lets anybody wait.</summary>
    [Id(12)] public string WaitedTooLong { get; init; } = "很抱歉让您久等，客服仍在忙碌中。您可以直接留言，我们会尽快回复您。";

    /// <summary>To a customer who chose to leave a message.</summary>
    [Id(13)] public string LeaveMessage { get; init; } = "请直接输入您的留言，我们会尽快回复您。";

    /// <summary>Once for each message that was left.</summary>
    [Id(14)] public string MessageTaken { get; init; } = "已收到您的留言，客服会尽快回复您，请留意消息。";

    /// <summary>To a customer who has not answered the agent for a while.</summary>
    [Id(15)] public string IdleWarning { get; init; } = "您好，请问还在吗？如暂时不需要帮助，稍后会话将自动结束。";

    /// <summary>On closing a conversation whose customer has gone quiet.</summary>
    [Id(16)] public string IdleFarewell { get; init; } = "由于长时间未收到您的消息，本次服务已结束。有需要随时发消息给我们。";

    /// <summary>When the customer is given to somebody else; <c>{agent}</c> or <c>{group}</c> says to whom.</summary>
    [Id(17)] public string Transferred { get; init; } = "";

    /// <summary>Words that ask for nothing: after the end they bring nobody back, separated by blanks.</summary>
    [Id(18)] public string CourtesyWords { get; init; } = "谢谢 谢谢你 谢谢您 好的 好的谢谢 嗯 嗯嗯 ok 再见 拜拜 明白了 知道了";

    /// <summary>To whoever the line cannot take and who is not asked for a message either; <c>{opens}</c> is when service begins again.</summary>
    [Id(19)] public string NotTaken { get; init; } = "很抱歉，现在无法为您接通人工客服，人工服务将于 {opens} 开始。请稍后再联系我们。";

    /// <summary>Whether the whole message asks for a person: 「你好，我要转人工，谢谢」 as well as 「人工人工」, but not 「人工智能是什么」.</summary>
    public bool AsksForPerson(string text)
    {
        // A word may be a sign alone: 「#」.
        if (IsOneOf(text, PersonWords))
            return true;
        var isSaid = false;
        for (var said = Letters(text).AsSpan(); !said.IsEmpty;)
        {
            var word = Math.Max(LongestStart(said, PersonWords), LongestStart(said, Person));
            isSaid |= word > 0;
            if (word == 0 && (word = LongestStart(said, AroundPersonWords)) == 0)
                return false;
            said = said[word..];
        }

        return isSaid;
    }

    public bool KeepsWaiting(string text) => IsOneOf(text, KeepWaitingWords);

    public bool LeavesMessage(string text) => IsOneOf(text, LeaveMessageWords);

    public bool IsCourtesy(string text) => IsOneOf(text, CourtesyWords);

    /// <summary>Without blanks, signs and faces, wherever they stand: 「人 工🙏[抱拳]」. Who writes much asks for more than a person.</summary>
    private static string Letters(string text) => text.Length > LongestCall ? "" : string.Concat(Face().Replace(text, "").Where(char.IsLetterOrDigit));

    /// <summary>A face as WeChat writes it: [微笑].</summary>
    [GeneratedRegex(@"\[[^\[\]\s]{1,8}\]")]
    private static partial Regex Face();

    /// <returns>How many characters the longest of the words takes at the start; 0: none stands there.</returns>
    private static int LongestStart(ReadOnlySpan<char> said, string words)
    {
        var longest = 0;
        foreach (var range in words.AsSpan().SplitAny(' ', '　', '\n', '\r'))
        {
            var word = words.AsSpan(range);
            if (word.Length > longest && said.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                longest = word.Length;
        }

        return longest;
    }

    private static bool IsOneOf(string text, string words)
    {
        var said = text.AsSpan().Trim().Trim("。！？!?.，,~～");
        foreach (var range in words.AsSpan().SplitAny(' ', '　', '\n', '\r'))
        {
            var word = words.AsSpan(range);
            if (!word.IsEmpty && said.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

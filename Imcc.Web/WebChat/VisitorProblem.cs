using Imcc.Web.Hubs;

namespace Imcc.Web.WebChat;

/// <summary>What can go wrong for a visitor: the code that the page acts on, and the sentence that the person reads.</summary>
internal sealed record VisitorProblem(string Code, Sentence Sentence)
{
    public static readonly VisitorProblem UnknownAccount = new("unknownAccount", new("找不到这个在线客服，或者它已停用。", "There is no such web chat, or it is switched off."));
    public static readonly VisitorProblem NotOpen = new("notOpen", new("请先打开会话。", "Say hello first."));
    public static readonly VisitorProblem Invalid = new("invalid", new("这条消息的格式不对。", "The request is not well-formed."));
    public static readonly VisitorProblem Empty = new("empty", new("请输入内容。", "Please write something."));
    public static readonly VisitorProblem TooLong = new("tooLong", new("内容太长，请分几条发送。", "That is too long; please send it in several parts."));
    public static readonly VisitorProblem TooFast = new("tooFast", new("发送得太快了，请稍等几秒。", "That was a bit fast; please wait a few seconds."));
    public static readonly VisitorProblem NoSuchFile = new("noSuchFile", new("找不到这个文件，请重新上传。", "The file is not there; please upload it again."));
    public static readonly VisitorProblem Unavailable = new("unavailable", new("系统繁忙，请稍后再试。", "The system is busy; please try again later."));
    public static readonly VisitorProblem BadToken = new("badToken", new("会话已过期，请刷新页面。", "The chat has expired; please reload the page."));
}

namespace Imcc.Core.Channels;

/// <summary>A wire protocol that customers write by. The names stand in rows and URLs: never renamed.</summary>
public enum ChannelKind
{
    WeChat = 1,
    WebChat = 2,
    Qq = 3,
    WeCom = 4,
    Weibo = 5,
    MiniProgram = 6,
    Email = 7,
    Open = 8,
    /// <summary>A personal QQ account behind an implementation of OneBot 11.</summary>
    OneBot = 9,
}

namespace Imcc.Core.Notices;

/// <summary>By what means of its channel a notice goes out. Stored: never renumbered.</summary>
public enum NoticeKind
{
    /// <summary>Words, where the channel lets us write without being asked.</summary>
    Text = 1,
    /// <summary>A template message of a WeChat service account.</summary>
    Template = 2,
    /// <summary>A subscription notification of WeChat (订阅通知): to those who have agreed to this template.</summary>
    Subscription = 3,
}

namespace Imcc.Core.Notices;

/// <summary>How far a notice has come. Stored, and told to other systems by name: never renamed or renumbered.</summary>
public enum NoticeState
{
    /// <summary>Stored; it goes out as soon as it may.</summary>
    Waiting = 1,
    /// <summary>The channel took it. The last that is heard of a text; a template's result follows.</summary>
    Sent = 2,
    /// <summary>The channel reported that it arrived.</summary>
    Delivered = 3,
    /// <summary>Given up, or the channel reported that it did not arrive: a dead letter.</summary>
    Failed = 4,
    /// <summary>Its time was over before it could be sent; it never was.</summary>
    Expired = 5,
    /// <summary>Taken back before it was sent.</summary>
    Cancelled = 6,
}

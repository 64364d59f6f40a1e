namespace Imcc.Core.Channels.WeChat;

/// <summary>What became of a callback's envelope.</summary>
public abstract record WeChatOpened
{
    /// <summary>WeChat sent it.</summary>
    /// <param name="Raw">The message's own XML, decrypted where it was encrypted.</param>
    /// <param name="Key">The key that opened it, with which it is to be answered; null for a plain request.</param>
    public sealed record Genuine(string Raw, WeChatXml Fields, WeChatKey? Key) : WeChatOpened
    {
        /// <summary>Holds what a customer wrote: not for a log.</summary>
        public override string ToString() => nameof(Genuine);
    }

    /// <summary>The signature is missing or wrong.</summary>
    public sealed record Forged : WeChatOpened;

    /// <summary>Not XML, or not to be decrypted with our keys for our id. Deliberately one answer for all of it.</summary>
    public sealed record Unreadable : WeChatOpened;
}

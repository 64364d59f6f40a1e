namespace Imcc.Core.Channels.WebChat;

/// <summary>
/// The fleeting news of a visitor's page, for whoever serves the thread. Told only about threads that have a message; lost
/// without harm, and never stored by the channel.
/// </summary>
public interface IVisitorSignals
{
    ValueTask TypingAsync(Guid threadId, bool isTyping);

    /// <summary>The visitor's last page on this node went away (closed, or the connection broke) at <paramref name="since"/>.</summary>
    ValueTask GoneAsync(Guid threadId, DateTimeOffset since);

    ValueTask BackAsync(Guid threadId);
}

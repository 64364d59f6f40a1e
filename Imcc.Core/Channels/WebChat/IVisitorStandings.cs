namespace Imcc.Core.Channels.WebChat;

/// <summary>Answers a visitor's page that opens: where does my conversation stand?</summary>
public interface IVisitorStandings
{
    /// <returns><see cref="VisitorStanding.None"/> for a thread without an open conversation, or never seen before.</returns>
    ValueTask<VisitorStanding> StandingAsync(Guid threadId, CancellationToken cancellationToken);
}

using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>Reads the lists that no event carries: the line, left messages, what was closed. While one of them is shown it is read again as the line moves, but not all the time.</summary>
public sealed class DeskReader(DeskSession session, IWorkplace workplace, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private DateTimeOffset _readAt;
    private bool _isReading;

    /// <summary>Whether a list is looked at that has to be read.</summary>
    public bool IsShown { get; set; }

    public async Task ShowClosedAsync()
    {
        if (await session.Calls.AskAsync<IReadOnlyList<DeskConversation>>(async () => await workplace.ClosedAsync(session.State.AgentId, 100, session.Calls.Closing)) is { } closed)
            session.State.LoadClosed(closed);
        session.Raise(DeskParts.Lists);
    }

    public Task<DeskSnapshot> SnapshotAsync()
    {
        _readAt = time.GetUtcNow();
        return workplace.OpenAsync(session.State.AgentId, session.Calls.Closing);
    }

    /// <param name="isUrgent">The agent asks for it and does not want to wait.</param>
    public async Task ReadAsync(bool isUrgent = false)
    {
        if (_isReading)
            return;
        _isReading = true;
        try
        {
            var wait = _readAt + Pause - time.GetUtcNow();
            if (wait > TimeSpan.Zero && !isUrgent)
                await Task.Delay(wait < Pause ? wait : Pause, time, session.Calls.Closing);
            session.Restore(await SnapshotAsync());
        }
        catch (OperationCanceledException) when (session.Calls.Closing.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            session.Calls.Failed(e, nameof(ReadAsync));
            session.Calls.Say("Notice.Unavailable");
        }
        finally
        {
            _isReading = false;
        }

        session.Raise(DeskParts.Lists | DeskParts.Status);
    }
}

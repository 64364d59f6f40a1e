using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>The calls behind a desk: whatever breaks there, the agent reads one sentence and works on.</summary>
public sealed partial class DeskCalls(DeskSession session, TimeProvider time, Func<Func<Task>, Task> dispatch, ILogger logger, CancellationToken closing)
{
    private static readonly TimeSpan NoticePatience = TimeSpan.FromSeconds(8);

    private int _notices;

    /// <summary>The key of the sentence that tells the agent what just went wrong, or null.</summary>
    public string? Notice { get; private set; }

    /// <summary>Ends with the desk: for questions. A command is not taken back because its screen closes: what the agent did last is done.</summary>
    public CancellationToken Closing => closing;

    /// <param name="tooLateKey">The sentence for what has moved on meanwhile, where there is a better one than the general.</param>
    /// <param name="isSilent">Whoever asks shows the outcome elsewhere.</param>
    public async Task<CommandOutcome> DoAsync(Func<Task<CommandOutcome>> command, string? tooLateKey = null, bool isSilent = false)
    {
        CommandOutcome outcome;
        try
        {
            outcome = await command();
        }
        catch (Exception e)
        {
            // The edge of the desk: the agent goes on working whatever is broken behind it.
            LogFailed(logger, e, nameof(DoAsync));
            outcome = CommandOutcome.Unavailable;
        }

        if (!isSilent && !IsDone(outcome))
        {
            Say(outcome is CommandOutcome.TooLate or CommandOutcome.NotYours or CommandOutcome.NotFound && tooLateKey is not null
                ? tooLateKey
                : "Notice." + outcome);
        }

        return outcome;
    }

    public static bool IsDone(CommandOutcome outcome) => outcome is CommandOutcome.Done or CommandOutcome.AlreadyDone;

    /// <returns>Null: nobody knows, and the agent has been told.</returns>
    public async Task<T?> AskAsync<T>(Func<Task<T?>> question)
        where T : class
    {
        try
        {
            return await question();
        }
        catch (Exception e) when (e is not OperationCanceledException || !closing.IsCancellationRequested)
        {
            LogFailed(logger, e, nameof(AskAsync));
            Say("Notice.Unavailable");
            return null;
        }
    }

    public void Say(string? noticeKey)
    {
        Notice = noticeKey;
        _notices++;
        if (noticeKey is not null)
            _ = HideAsync(_notices);
        session.Raise(DeskParts.Notice);
    }

    public void Failed(Exception e, string what) => LogFailed(logger, e, what);

    /// <summary>After a while, in the circuit's own order. When the desk closes it comes at once and finds it closed.</summary>
    public async Task LaterAsync(TimeSpan patience, Func<Task> work)
    {
        try
        {
            await Task.Delay(patience, time, closing);
        }
        catch (OperationCanceledException)
        {
            // The desk closes; what is dispatched to it is dropped there.
        }

        await dispatch(work);
    }

    private Task HideAsync(int notice) => LaterAsync(NoticePatience, () =>
    {
        if (notice == _notices)
            Say(null);
        return Task.CompletedTask;
    });

    [LoggerMessage(LogLevel.Error, "The desk could not do {What}.")]
    private static partial void LogFailed(ILogger logger, Exception e, string what);
}

namespace Imcc.Core.Answering;

/// <summary>Something outside that can answer (a bot, a language model). Off unless somebody sets it up.</summary>
public interface IRobot
{
    /// <returns>Null: it has no answer, is switched off for this account, or did not answer in time. Never throws for what it did wrong; that is logged and counted.</returns>
    ValueTask<AutomaticAnswer?> AskAsync(AnswerAsk ask, CancellationToken cancellationToken = default);
}

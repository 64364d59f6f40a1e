namespace Imcc.Core.Answering;

/// <summary>Finds what answers a customer by itself, in the order of <see cref="AnswerStep"/>.</summary>
public interface IAnswering
{
    /// <returns>Null: nothing does. It never takes longer than the channel waits (1.5 s), robots included.</returns>
    ValueTask<AutomaticAnswer?> FindAsync(AnswerAsk ask, CancellationToken cancellationToken = default);
}

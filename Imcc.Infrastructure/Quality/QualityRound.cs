namespace Imcc.Infrastructure.Quality;

/// <summary>What quality does by itself, every hour: draws what is due, and lets pass what agents did not answer.</summary>
internal sealed partial class QualityRound(QualityDraws draws, EvaluationWork work, ILogger<QualityRound> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var drawn = await draws.RunAsync(cancellationToken);
        var lapsed = await work.LapseAsync(cancellationToken);
        if (drawn > 0 || lapsed > 0)
            Done(drawn, lapsed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Drawn} conversations were drawn for evaluation, {Lapsed} evaluations count as accepted")]
    private partial void Done(int drawn, int lapsed);
}

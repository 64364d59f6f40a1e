using System.Collections.Concurrent;
using System.Collections.Immutable;
using Imcc.Core.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>The robots that are on, asked in their order until one answers, all together within what a channel waits.</summary>
internal sealed partial class Robots(
    IDbContextFactory<DirectoryContext> contexts,
    RobotCaller caller,
    SecretSeal seal,
    DirectoryCache directory,
    TimeProvider time,
    ILogger<Robots> logger) : IRobot, IAnswerFollower
{
    /// <summary>For all of them. A moment more than the longest that one may take: whoever had all of its time has failed, and is not asked for ever.</summary>
    private static readonly TimeSpan Together = RobotSettings.LongestTimeout + TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<Guid, RobotRecord> _records = new();
    private ImmutableArray<RobotSettings> _robots = [];

    public string Stock => AnswerStock.Robots;

    public bool IsNeededAtStart => true;

    public int Count => _robots.Length;

    public RobotRecord RecordOf(Guid robotId) => _records.GetOrAdd(robotId, _ => new(time));

    public async ValueTask<AutomaticAnswer?> AskAsync(AnswerAsk ask, CancellationToken cancellationToken = default)
    {
        var robots = _robots;
        if (ask.IsTap || robots.IsEmpty || !robots.Any(r => r.Accounts.Contains(ask.AccountId)))
            return null;
        var question = RobotQuestion.Of(ask, directory.Current.Accounts.GetValueOrDefault(ask.AccountId)?.Key ?? "");
        using var limit = new CancellationTokenSource(Together, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        foreach (var robot in robots.Where(r => r.Accounts.Contains(ask.AccountId)))
        {
            var record = RecordOf(robot.Id);
            if (!record.Circuit.TryEnter())
                continue;
            try
            {
                var reply = await caller.AskAsync(robot, question, patience.Token);
                record.Note(reply);
                if (reply.HasFailed)
                    LogFailed(robot.Id, reply.Outcome, reply.Status, reply.Took.TotalMilliseconds);
                if (reply.Outcome == RobotOutcome.Answered)
                    return new(AnswerStep.Robot, reply.Contents, Source: robot.Name);
            }
            catch (OperationCanceledException)
            {
                // Nobody waits any more; whether the robot would have answered in its time is not known.
                return null;
            }
        }

        return null;
    }

    public async Task FollowAsync(long version, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.Robots.AsNoTracking().Where(r => r.Enabled).ToListAsync(cancellationToken);
        var robots = new List<RobotSettings>();
        foreach (var row in rows.OrderBy(r => r.Position).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id))
        {
            if (row.ToSettings(seal) is { } robot)
                robots.Add(robot);
            else
                LogDamaged(row.Id);
        }

        _robots = [.. robots];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Robot {RobotId} did not answer: {Outcome}, status {Status}, after {Took:0} ms")]
    private partial void LogFailed(Guid robotId, RobotOutcome outcome, int? status, double took);

    [LoggerMessage(Level = LogLevel.Error, Message = "Robot {RobotId} cannot be read (its secret, perhaps) and is not asked until it is saved anew")]
    private partial void LogDamaged(Guid robotId);
}

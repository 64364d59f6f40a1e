using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Answering.Flows;

/// <summary>The flows in force, in memory; versions in which somebody still stands are read when they are asked for.</summary>
internal sealed partial class FlowShelf(IDbContextFactory<DirectoryContext> contexts, ILogger<FlowShelf> logger) : IFlows, IAnswerFollower
{
    /// <summary>Older versions kept in memory; at the limit they are forgotten and read again.</summary>
    private const int MostOld = 200;

    private readonly ConcurrentDictionary<(Guid, long), Flow> _old = new();
    private FrozenDictionary<string, Flow> _flows = FrozenDictionary<string, Flow>.Empty;

    public string Stock => AnswerStock.Flows;

    public bool IsNeededAtStart => true;

    public IReadOnlyList<FlowName> Names => [.. Volatile.Read(ref _flows).Values.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new FlowName(f.Key, f.Name))];

    public Flow? Find(string key, Guid accountId) => Volatile.Read(ref _flows).TryGetValue(key.Trim(), out var flow) && flow.IsFor(accountId) ? flow : null;

    public async ValueTask<Flow?> FindAsync(Guid flowId, long version, CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _flows).Values.FirstOrDefault(f => f.Id == flowId && f.Version == version) is { } current)
            return current;
        if (_old.TryGetValue((flowId, version), out var known))
            return known;
        await using var context = contexts.CreateDbContext();
        var row = await context.FlowVersions.AsNoTracking().SingleOrDefaultAsync(v => v.FlowId == flowId && v.Version == version, cancellationToken);
        if (row is null)
            return null;
        if (FlowRow.ContentOf(row.Content) is not { } content)
        {
            LogDamaged(flowId, version);
            return null;
        }

        if (_old.Count >= MostOld)
            _old.Clear();
        return _old[(flowId, version)] = new(flowId, "", row.Name, version, [], content);
    }

    public async Task FollowAsync(long version, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.Flows.AsNoTracking().Where(f => f.InForce != null)
            .Join(context.FlowVersions.AsNoTracking(), f => new { FlowId = f.Id, Version = f.InForce!.Value }, v => new { v.FlowId, v.Version }, (f, v) => v)
            .ToListAsync(cancellationToken);
        var flows = new Dictionary<string, Flow>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (FlowRow.ContentOf(row.Content) is { } content)
                flows[row.Key] = new(row.FlowId, row.Key, row.Name, row.Version, FlowRow.IdsOf(row.Accounts), content);
            else
                LogDamaged(row.FlowId, row.Version);
        }

        Volatile.Write(ref _flows, flows.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
        // One that was deleted is nobody's any more.
        _old.Clear();
        LogTaken(flows.Count, version);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} flows are in force, version {Version}")]
    private partial void LogTaken(int count, long version);

    [LoggerMessage(Level = LogLevel.Error, Message = "Flow {FlowId} cannot be read in version {Version}; nobody is led through it until it is published anew")]
    private partial void LogDamaged(Guid flowId, long version);
}

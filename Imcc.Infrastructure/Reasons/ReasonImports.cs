using System.Collections.Concurrent;
using Imcc.Core.Reasons;

namespace Imcc.Infrastructure.Reasons;

/// <summary>Sheets that were sent and not yet taken over: kept for half an hour for whoever sent them, so that they can look first. Nothing is written.</summary>
public sealed class ReasonImports(TimeProvider time)
{
    private const int Most = 50;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, SentSheet> _sent = new();

    /// <returns>By what <see cref="Find"/> knows it.</returns>
    public Guid Keep(Guid actorId, string fileName, IReadOnlyList<ReasonSheetRow> rows, IReadOnlyList<ReasonSheetProblem> problems)
    {
        var now = time.GetUtcNow();
        foreach (var (old, _) in _sent.Where(s => now - s.Value.At > Kept))
            _sent.TryRemove(old, out _);
        while (_sent.Count >= Most && _sent.MinBy(s => s.Value.At) is { Value: not null } oldest)
            _sent.TryRemove(oldest.Key, out _);
        var id = Guid.CreateVersion7(now);
        _sent[id] = new(actorId, fileName, rows, problems, now);
        return id;
    }

    /// <returns>Null: it is too old, or somebody else's.</returns>
    public SentSheet? Find(Guid id, Guid actorId) =>
        _sent.TryGetValue(id, out var sent) && sent.ActorId == actorId && time.GetUtcNow() - sent.At <= Kept ? sent : null;

    public void Forget(Guid id) => _sent.TryRemove(id, out _);
}

/// <summary>A sheet as it was sent.</summary>
public sealed record SentSheet(Guid ActorId, string FileName, IReadOnlyList<ReasonSheetRow> Rows, IReadOnlyList<ReasonSheetProblem> Problems, DateTimeOffset At);

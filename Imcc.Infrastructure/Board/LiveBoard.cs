using Imcc.Core.Agents;
using Imcc.Core.Board;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Board;

/// <summary>The board of this process: one writer (<see cref="BoardKeeper"/>) and as many readers as there are screens, for whom its figures are computed once.</summary>
internal sealed partial class LiveBoard(BoardRows rows, DirectoryCache directory, IDbContextFactory<DirectoryContext> contexts, IMasks masks, TimeProvider time, ILogger<LiveBoard> logger) : IBoard
{
    /// <summary>Waits grow though nothing happens.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromSeconds(1);

    /// <summary>Conversations in one list.</summary>
    private const int MostShown = 200;

    private readonly Lock _lock = new();
    private readonly BoardScopes _scopes = new(directory, contexts);
    private BoardBook? _book;
    private BoardReader? _reader;
    private BoardRuleBook _rules = new();
    private DateTimeOffset? _at;
    private DateTimeOffset _readAt;
    private bool _isRead;

    public event Action? News;

    public DateTimeOffset? At
    {
        get
        {
            lock (_lock)
                return _at;
        }
    }

    /// <summary>Null: nothing has been read yet.</summary>
    public DateTimeOffset? DayBegan
    {
        get
        {
            lock (_lock)
                return _book?.Day.From;
        }
    }

    public BoardView? Look() => Look(BoardScope.Everything);

    public async ValueTask<BoardView?> LookAsync(Guid personId, CancellationToken cancellationToken = default) => Look(await _scopes.OfAsync(personId, cancellationToken));

    public async Task<BoardBehind> BehindAsync(Guid personId, BoardFigure figure, Guid? groupId, Guid? agentId, CancellationToken cancellationToken = default)
    {
        var scope = await _scopes.OfAsync(personId, cancellationToken);
        if (figure == BoardFigure.ServiceLevelNow)
            return await RecentAsync(personId, scope, groupId, cancellationToken);
        List<OpenConversation> counted;
        lock (_lock)
        {
            counted = _book is null ? [] :
            [
                .. _book.Open.Where(c => c.CountsAs(figure, agentId is not null) && (groupId is null || c.GroupId == groupId)
                    // What somebody of the own unit has in hand is to be seen, whatever group it is of.
                    && (agentId is { } agent ? c.AgentId == agent && scope.HasAgent(agent) : c.GroupId is { } group && scope.HasGroup(group)))
                    .OrderBy(c => c.WaitsSince).ThenBy(c => c.Id),
            ];
        }

        return new(counted.Count, masks.For(personId).Of(await rows.ShowAsync([.. counted.Take(MostShown)], directory.Current, cancellationToken)));
    }

    /// <summary>The visits that the service level of now is made of; most are over.</summary>
    private async Task<BoardBehind> RecentAsync(Guid personId, BoardScope scope, Guid? groupId, CancellationToken cancellationToken)
    {
        IReadOnlyList<(Guid Id, TimeSpan Waited)> recent;
        lock (_lock)
            recent = _book?.Day.Recent(time.GetUtcNow(), id => (groupId is null || groupId == id) && scope.HasGroup(id)) ?? [];
        var shown = recent.Take(MostShown).ToDictionary(r => r.Id, r => r.Waited);
        var found = (await rows.FindAsync(shown.Keys, cancellationToken)).OrderByDescending(c => shown[c.Id]).ThenBy(c => c.Id).ToList();
        return new(recent.Count, masks.For(personId).Of(await rows.ShowAsync(found, directory.Current, cancellationToken)), shown);
    }

    /// <summary>A book that was read from the rows takes the place of the one before.</summary>
    public void Begin(BoardBook book)
    {
        lock (_lock)
            (_book, _reader, _isRead) = (book, new(book), false);
    }

    public void Take(BoardRuleBook rules, ReportRules counted)
    {
        lock (_lock)
        {
            _rules = rules;
            _book?.Change(counted);
            _isRead = false;
        }
    }

    /// <returns>Conversations of which steps are missing.</returns>
    public IReadOnlyCollection<Guid> Hear(IReadOnlyList<DeskEvent> news)
    {
        var missed = new HashSet<Guid>();
        lock (_lock)
        {
            foreach (var e in news)
            {
                if (e is BoardNews step)
                {
                    if (!_book!.Hear(step))
                        missed.Add(step.After.Id);
                    missed.UnionWith(step.Events.Select(x => x.ConversationId).Where(id => id != step.After.Id));
                }
                else if (e is StatusChanged changed)
                {
                    _book!.Hear(changed.Status);
                }
            }

            _isRead &= news.Count == 0;
        }

        return missed;
    }

    /// <inheritdoc cref="BoardBook.Read"/>
    public void Read(OpenConversation conversation, IEnumerable<ConversationEvent> events)
    {
        lock (_lock)
        {
            _book!.Read(conversation, events);
            _isRead = false;
        }
    }

    public void Read(IEnumerable<AgentStatus> statuses)
    {
        lock (_lock)
        {
            foreach (var status in statuses)
                _book!.Hear(status);
            _isRead = false;
        }
    }

    public IReadOnlyList<Guid> OpenIds()
    {
        lock (_lock)
            return [.. _book!.Open.Select(c => c.Id)];
    }

    /// <summary>Those of which the rows say more than is known here.</summary>
    public IReadOnlyList<Guid> BehindOf(IEnumerable<(Guid Id, long Revision)> stored)
    {
        lock (_lock)
            return [.. stored.Where(c => _book!.RevisionOf(c.Id) is not { } known || known < c.Revision).Select(c => c.Id)];
    }

    /// <inheritdoc cref="BehindOf"/>
    public bool IsBehind(IEnumerable<(Guid AgentId, long Revision)> statuses)
    {
        lock (_lock)
            return statuses.Any(s => !_book!.Statuses.TryGetValue(s.AgentId, out var known) || known.Revision < s.Revision);
    }

    /// <summary>All that happened until then is counted.</summary>
    public void Reached(DateTimeOffset at)
    {
        lock (_lock)
            _at = at;
    }

    public void Tell()
    {
        foreach (var listener in News?.GetInvocationList().Cast<Action>() ?? [])
        {
            try
            {
                listener();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One listener's fault is not the others'.
                LogListenerFailed(e);
            }
        }
    }

    private BoardView? Look(BoardScope scope)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_reader is null)
                return null;
            if (!_isRead || now - _readAt >= Holds || now < _readAt)
            {
                _reader.Read(now, directory.Current, _rules);
                (_isRead, _readAt) = (true, now);
            }

            return _reader.View(scope);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener to the live board failed")]
    private partial void LogListenerFailed(Exception exception);
}

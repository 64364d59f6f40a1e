using System.Collections.Concurrent;
using Imcc.Core.Board;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Board;

/// <summary>Which groups and agents a person's board shows. Those who see the same are given the same object, so that their figures are computed once.</summary>
internal sealed class BoardScopes(DirectoryCache directory, IDbContextFactory<DirectoryContext> contexts)
{
    private readonly ConcurrentDictionary<Guid, (Directory Known, BoardScope Scope)> _kept = new();

    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator.</exception>
    public async ValueTask<BoardScope> OfAsync(Guid personId, CancellationToken cancellationToken)
    {
        // Whatever changes somebody's rights makes another directory.
        var known = directory.Current;
        if (_kept.TryGetValue(personId, out var kept) && ReferenceEquals(kept.Known, known))
            return kept.Scope;
        var rights = await ReportScope.ReadAsync(contexts, known, personId, cancellationToken);
        var scope = rights.IsAll ? BoardScope.Everything : new(rights.Groups, rights.Agents);
        scope = _kept.Values.FirstOrDefault(k => ReferenceEquals(k.Known, known) && k.Scope.IsSameAs(scope)).Scope ?? scope;
        _kept[personId] = (known, scope);
        return scope;
    }
}

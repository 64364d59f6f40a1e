using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Each person's saved reports.</summary>
public sealed class ReportViews
{
    public const int LongestName = 60;
    public const int LongestQuery = 3000;
    public const int Most = 100;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly TimeProvider _time;

    internal ReportViews(IDbContextFactory<DirectoryContext> contexts, TimeProvider time) => (_contexts, _time) = (contexts, time);

    public async Task<IReadOnlyList<ReportView>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        return await context.ReportViews.AsNoTracking().Where(v => v.OwnerId == personId).OrderBy(v => v.Name).Select(v => new ReportView(v.Id, v.Name, v.Query)).ToListAsync(cancellationToken);
    }

    /// <summary>Under a name that is there already it takes the place of what was there.</summary>
    /// <returns>False: there is no room for another one, or the name or the address is too long or empty.</returns>
    public async Task<bool> SaveAsync(Guid personId, string name, string query, CancellationToken cancellationToken = default)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName || query.Length > LongestQuery)
            return false;
        await using var context = _contexts.CreateDbContext();
        var known = await context.ReportViews.SingleOrDefaultAsync(v => v.OwnerId == personId && v.Name == name, cancellationToken);
        if (known is null && await context.ReportViews.CountAsync(v => v.OwnerId == personId, cancellationToken) >= Most)
            return false;
        var now = _time.GetUtcNow();
        if (known is null)
            context.ReportViews.Add(new() { Id = Guid.CreateVersion7(now), OwnerId = personId, Name = name, Query = query, CreatedAt = now });
        else
            known.Query = query;
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task DeleteAsync(Guid personId, Guid viewId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await context.ReportViews.Where(v => v.OwnerId == personId && v.Id == viewId).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <param name="Query">What stands in the address after the question mark.</param>
public sealed record ReportView(Guid Id, string Name, string Query);

using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Retrieval;

/// <summary>Keeps the organisation's own words over the built-in ones, as the database has them.</summary>
internal sealed class OwnWords(IDbContextFactory<DirectoryContext> contexts) : IWordLists, IAnswerFollower
{
    private volatile WordLists _current = WordLists.BuiltIn;

    public WordLists Current => _current;

    public string Stock => AnswerStock.Words;

    public bool IsNeededAtStart => true;

    public async Task FollowAsync(long version, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.OwnWords.AsNoTracking().OrderBy(w => w.Id).ToListAsync(cancellationToken);
        _current = rows.Count == 0 ? WordLists.BuiltIn : WordLists.BuiltIn.With(rows.Select(r => WordEntry.Parse(r.Kind, r.Text)).OfType<WordEntry>());
    }
}

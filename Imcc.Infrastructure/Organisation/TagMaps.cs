using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Which of an account's tags at WeChat are which of ours.</summary>
internal sealed class TagMaps(IDbContextFactory<DirectoryContext> contexts)
{
    public async Task<IReadOnlyDictionary<int, Guid>> OfAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.WeChatTags.AsNoTracking().Where(t => t.AccountId == accountId).ToDictionaryAsync(t => t.Number, t => t.TagId, cancellationToken);
    }
}

using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.WeChat.Templates;

/// <summary>Keeps the templates of accounts in the directory, so that neither a desk nor a node asks WeChat for them each time.</summary>
internal sealed class TemplateShelf(IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, TemplateClient client, TimeProvider time) : ITemplateShelf
{
    /// <summary>An account without templates is not asked again for this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, DateTimeOffset> _asked = new();

    public async Task<IReadOnlyList<MessageTemplate>> ListAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        var rows = await RowsAsync(accountId, cancellationToken);
        var now = time.GetUtcNow();
        if (rows.Count == 0 && !(_asked.TryGetValue(accountId, out var asked) && now - asked < Patience)
            && directory.Current.Accounts.GetValueOrDefault(accountId) is { Enabled: true, WeChat: { } settings })
        {
            _asked[accountId] = now;
            await RefreshAsync(accountId, settings, cancellationToken);
            rows = await RowsAsync(accountId, cancellationToken);
        }

        return [.. rows.Where(r => !r.IsHidden).OrderBy(r => r.Title, StringComparer.Ordinal).ThenBy(r => r.TemplateId, StringComparer.Ordinal).Select(r => r.ToTemplate())];
    }

    public async Task<List<TemplateRow>> RowsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.WeChatTemplates.AsNoTracking().Where(t => t.AccountId == accountId).ToListAsync(cancellationToken);
    }

    /// <returns>Null: they are as at WeChat's side now; else why not.</returns>
    public async Task<string?> RefreshAsync(Guid accountId, WeChatSettings settings, CancellationToken cancellationToken)
    {
        var (templates, error) = await client.ListAsync(settings, cancellationToken);
        if (templates is null)
            return error;
        var now = time.GetUtcNow();
        await using var context = contexts.CreateDbContext();
        var known = await context.WeChatTemplates.Where(t => t.AccountId == accountId).ToDictionaryAsync(t => t.TemplateId, cancellationToken);
        foreach (var template in templates.Where(t => t.Id.Length is > 0 and <= 128).DistinctBy(t => t.Id))
        {
            if (!known.Remove(template.Id, out var row))
                context.WeChatTemplates.Add(row = new TemplateRow { AccountId = accountId, TemplateId = template.Id });
            (row.Title, row.Words, row.Example, row.Industry) = (Cut(template.Title, 200), Cut(template.Words, 4000), Cut(template.Example, 4000), Cut(template.Industry, 200));
            (row.IsSubscription, row.ReadAt) = (template.IsSubscription, now);
        }

        context.WeChatTemplates.RemoveRange(known.Values);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node read them at the same moment, and wrote the same.
        }

        return null;
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}

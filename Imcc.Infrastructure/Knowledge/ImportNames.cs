using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What the names in an article file stand for: categories, units, accounts.</summary>
internal sealed class ImportNames
{
    private readonly Dictionary<string, Guid> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _accounts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>For writing: the words that stand for what has an id.</summary>
    public Dictionary<Guid, string> CategoryPaths { get; } = [];

    public Dictionary<Guid, string> UnitNames { get; } = [];

    public Dictionary<Guid, string> AccountKeys { get; } = [];

    public static async Task<ImportNames> LoadAsync(DirectoryContext context, KnowledgeRights rights, CancellationToken cancellationToken)
    {
        var names = new ImportNames();
        var tree = await ArticleLists.TreeAsync(context, cancellationToken);
        foreach (var (category, _) in tree.All)
            names.Add(category.Id, string.Join('/', tree.PathOf(category.Id)));
        foreach (var (unit, _) in rights.Units)
        {
            names._units.TryAdd(unit.Name, unit.Id);
            names.UnitNames[unit.Id] = unit.Name;
        }

        Guid[] readable = [.. rights.ReadableUnitIds];
        foreach (var account in await context.Accounts.AsNoTracking().Where(a => readable.Contains(a.OrgUnitId)).OrderBy(a => a.CreatedAt).Select(a => new { a.Id, a.Key, a.Name }).ToListAsync(cancellationToken))
        {
            names._accounts[account.Key] = account.Id;
            names._accounts.TryAdd(account.Name, account.Id);
            names.AccountKeys[account.Id] = account.Key;
        }

        return names;
    }

    public void Add(Guid categoryId, string path)
    {
        _categories.TryAdd(path, categoryId);
        CategoryPaths[categoryId] = path;
    }

    public Guid? Category(string path) => _categories.TryGetValue(path, out var id) ? id : null;

    public Guid? Unit(string name) => _units.TryGetValue(name, out var id) ? id : null;

    public Guid? Account(string keyOrName) => _accounts.TryGetValue(keyOrName, out var id) ? id : null;

    /// <summary>Names from the root down with <c>/</c> between them, however the cell parts them; empty: none.</summary>
    public static string PathOf(string cell) => string.Join('/', cell.Split(['/', '›', '>', '\\'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

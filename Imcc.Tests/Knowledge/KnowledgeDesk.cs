using System.Collections.Immutable;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Knowledge;

/// <summary>A knowledge base with its people, on a database of its own.</summary>
internal sealed class KnowledgeDesk : IAsyncDisposable
{
    private KnowledgeDesk(DirectoryDatabase database, Guid admin) => (Database, Admin) = (database, admin);

    public DirectoryDatabase Database { get; }

    public Guid Admin { get; }

    public IArticles Articles => Database.Get<IArticles>();

    public static async Task<KnowledgeDesk> StartAsync(string? postgreSql = null, string? sqliteFile = null)
    {
        var database = await DirectoryDatabase.StartAsync(postgreSql, sqliteFile: sqliteFile);
        return new(database, await database.AdminAsync());
    }

    public async Task<Guid> PersonAsync(string name, string role, Guid? unit = null)
    {
        var outcome = await Database.Get<AgentAdministration>().SaveAsync(
            Admin, new() { UserName = name, DisplayName = name, OrgUnitId = unit ?? OrgUnitRow.RootId, Roles = [role], InitialPassword = "long enough to be good" });
        Assert.Empty(outcome.Problems);
        return outcome.Id;
    }

    public async Task<Guid> BranchAsync(string name)
    {
        await using var context = Database.Context();
        var row = new OrgUnitRow { Id = Guid.CreateVersion7(Database.Time.GetUtcNow()), ParentId = OrgUnitRow.RootId, Name = name };
        context.OrgUnits.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    public static ArticleContent Article(string title, string text = "请登录手机银行办理。", Guid? unit = null) =>
        ArticleContent.Blank(unit ?? OrgUnitRow.RootId) with { Title = title, Answer = new(text, ImmutableDictionary<Core.Channels.ChannelKind, string>.Empty, "", []) };

    public async Task<Guid> SaveAsync(Guid person, ArticleContent content, Guid? id = null, long rev = 0)
    {
        var outcome = await Articles.SaveAsync(person, id, rev, content);
        Assert.Empty(outcome.Problems);
        return outcome.Id;
    }

    public async Task<Guid> PublishedAsync(ArticleContent content)
    {
        var id = await SaveAsync(Admin, content);
        Assert.Empty((await Articles.PublishAsync(Admin, id, 1, "")).Problems);
        return id;
    }

    public async Task<ArticleSheet> OpenAsync(Guid id) => await Articles.OpenAsync(Admin, id) ?? throw new InvalidOperationException("It is gone.");

    public async Task<IReadOnlyList<PublishedArticle>> InForceAsync() => await Database.Get<IArticleSource>().AllAsync().ToListAsync();

    public async Task<IReadOnlyList<ArticleChange>> SinceAsync(long version) => await Database.Get<IArticleSource>().SinceAsync(version).ToListAsync();

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();
}

using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>A change of the knowledge base while it is being made.</summary>
internal sealed class EditorUnit(ChangeUnit unit, KnowledgeRights rights)
{
    private long? _version;

    public ChangeUnit Unit => unit;

    public DirectoryContext Context => unit.Context;

    public KnowledgeRights Rights => rights;

    public DateTimeOffset Now => unit.Now;

    /// <summary>Empty: the system itself.</summary>
    public Guid PersonId => rights.Person?.Id ?? Guid.Empty;

    public string PersonName => rights.Person is { } person ? person.DisplayName.Length > 0 ? person.DisplayName : person.UserName! : "system";

    /// <summary>Whether something is in force differently when it is committed.</summary>
    public bool HasPublished => _version is not null;

    /// <summary>Of whatever this change publishes or withdraws. Taken before an article is read for it: whoever publishes at the same time waits here, and then sees what was done.</summary>
    public async Task<long> VersionAsync(CancellationToken cancellationToken) =>
        _version ??= await AnswerVersionRow.NextAsync(Context, AnswerStock.Articles, cancellationToken);

    public void Refuse(ArticleFault fault, string field = "", object? argument = null) => unit.Refuse(field, fault.ToString(), argument);
}

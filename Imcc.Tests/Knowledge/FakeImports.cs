using Imcc.Infrastructure.Knowledge;

namespace Imcc.Tests.Knowledge;

/// <summary>One run, as far as the test says.</summary>
internal sealed class FakeImports : IArticleImports
{
    public ArticleImport? Run { get; set; }

    public ImportChoices? Chosen { get; private set; }

    public bool IsCancelled { get; private set; }

    public Task<Guid> BeginAsync(Guid personId, string fileName, Stream content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ArticleImport? Find(Guid runId, Guid personId) => Run?.Id == runId ? Run : null;

    public IReadOnlyList<ArticleImport> Of(Guid personId) => Run is null ? [] : [Run];

    public Task<ImportStart> WriteAsync(Guid runId, Guid personId, ImportChoices choices, CancellationToken cancellationToken = default)
    {
        Chosen = choices;
        Run = Run! with { Phase = ImportPhase.Writing };
        return Task.FromResult(ImportStart.Started);
    }

    public void Cancel(Guid runId, Guid personId) => IsCancelled = true;

    public void Forget(Guid runId, Guid personId) => Run = null;
}

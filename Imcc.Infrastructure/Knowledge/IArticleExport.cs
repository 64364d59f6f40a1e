namespace Imcc.Infrastructure.Knowledge;

/// <summary>Writes articles into files that an import takes again. No cell is a formula, whatever it begins with.</summary>
public interface IArticleExport
{
    /// <summary>The working copies that the filter lists, read in pieces.</summary>
    /// <param name="english">English headings; otherwise Chinese ones.</param>
    /// <returns>How many.</returns>
    Task<int> WriteAsync(Guid personId, ArticleFilter filter, ArticleFormat format, Stream target, bool english = false, IProgress<int>? done = null, CancellationToken cancellationToken = default);

    /// <summary>A sheet with the headings and two rows to look at.</summary>
    Task WriteTemplateAsync(ArticleFormat format, Stream target, bool english = false, CancellationToken cancellationToken = default);

    /// <summary>The refused rows of an import as CSV (UTF-8 with a mark at its beginning, for Excel); <paramref name="say"/> puts a fault into the reader's language.</summary>
    Task WriteRefusedAsync(ArticleImport import, Func<RefusedRow, string> say, Stream target, CancellationToken cancellationToken = default);
}

public enum ArticleFormat
{
    Excel,
    Csv,
    JsonLines,
}

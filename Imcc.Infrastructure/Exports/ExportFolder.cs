using Imcc.Infrastructure.Files;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Exports;

/// <summary>Where the files lie: what is being written has another name than what is whole.</summary>
internal sealed class ExportFolder(IOptions<ExportOptions> options, IOptions<FileStoreOptions> files, IWebHostEnvironment environment)
{
    private readonly string _root = Path.GetFullPath(options.Value.Path.Length > 0 ? options.Value.Path : Path.Combine(files.Value.Path, "exports"), environment.ContentRootPath);

    /// <param name="attempt">Two processes never write into the same file.</param>
    public FileStream Create(Guid id, int attempt)
    {
        Directory.CreateDirectory(_root);
        return new(Unfinished(id, attempt), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.Asynchronous);
    }

    /// <summary>The file is whole; what processes before this one left of it goes.</summary>
    public void Finish(Guid id, int attempt)
    {
        File.Move(Unfinished(id, attempt), Whole(id), overwrite: true);
        DropUnfinished(id, attempt);
    }

    public void DropUnfinished(Guid id, int attempts)
    {
        for (var attempt = 0; attempt <= attempts; attempt++)
            File.Delete(Unfinished(id, attempt));
    }

    /// <returns>Null: it is gone.</returns>
    public FileStream? Open(Guid id) =>
        File.Exists(Whole(id)) ? new(Whole(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan) : null;

    public void Drop(Guid id, int attempts)
    {
        if (!Directory.Exists(_root))
            return;
        File.Delete(Whole(id));
        DropUnfinished(id, attempts);
    }

    private string Whole(Guid id) => Path.Combine(_root, id.ToString("N") + ".bin");

    private string Unfinished(Guid id, int attempt) => Path.Combine(_root, $"{id:N}.{attempt}.part");
}

using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Files;

/// <summary>The folders of the file store: 256 by the id's last two digits (the first ones are the time), and one for what is being written.</summary>
public sealed class FileStoreFolder : IHostedService
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private readonly string _root;
    private readonly TimeProvider _time;

    public FileStoreFolder(IOptions<FileStoreOptions> options, IWebHostEnvironment environment, TimeProvider time)
    {
        _root = Path.GetFullPath(options.Value.Path, environment.ContentRootPath);
        _time = time;
        if (!string.IsNullOrEmpty(environment.WebRootPath) && (_root + "/").StartsWith(Path.GetFullPath(environment.WebRootPath) + "/", StringComparison.Ordinal))
            throw new OptionsValidationException(FileStoreOptions.Section, typeof(FileStoreOptions), [$"{FileStoreOptions.Section}:Path lies inside the web root; uploads must not."]);
    }

    public string Temporary(Guid id) => Path.Combine(Made(Path.Combine(_root, "incoming")), id.ToString("N") + ".part");

    public string Content(Guid id) => Path.Combine(Shelf(id), id.ToString("N") + ".bin");

    public string Description(Guid id) => Path.Combine(Shelf(id), id.ToString("N") + ".json");

    /// <summary>A folder that cannot be written to stops the start, not the first customer; what a crash left half-written is swept out.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var probe = Temporary(Guid.CreateVersion7(_time.GetUtcNow()));
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
        // Another node may be writing right now: only what is a day old is surely nobody's.
        var before = (_time.GetUtcNow() - Abandoned).UtcDateTime;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_root, "incoming"), "*.part"))
        {
            if (File.GetLastWriteTimeUtc(file) < before)
                File.Delete(file);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Shelf(Guid id) => Made(Path.Combine(_root, id.ToString("N")[^2..]));

    private static string Made(string folder)
    {
        Directory.CreateDirectory(folder);
        return folder;
    }
}

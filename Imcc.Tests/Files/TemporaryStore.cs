using Imcc.Infrastructure.Files;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Files;

/// <summary>A file store in a folder of its own, gone with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public TemporaryStore(long maxBytes = 10 * 1024 * 1024)
    {
        Root = System.IO.Directory.CreateTempSubdirectory("imcc-files-").FullName;
        var options = Options.Create(new FileStoreOptions { Path = Path.Combine(Root, "files"), MaxBytes = maxBytes });
        Folder = new FileStoreFolder(options, new Environment(Root), Time);
        Store = new FileStore(options, Folder, Time);
    }

    public string Root { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));

    public FileStoreFolder Folder { get; }

    public FileStore Store { get; }

    public IEnumerable<string> Files => System.IO.Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories);

    public Task<SaveResult> SaveAsync(byte[] bytes, string? name, Guid? owner = null) =>
        Store.SaveAsync(new MemoryStream(bytes), name, owner, TestContext.Current.CancellationToken);

    public void Dispose() => System.IO.Directory.Delete(Root, recursive: true);

    internal sealed class Environment(string root) : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = Path.Combine(root, "wwwroot");

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

        public string ApplicationName { get; set; } = "test";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = root;

        public string EnvironmentName { get; set; } = "Test";
    }
}

using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Files;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Files;

public sealed class FileStoreTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public static TheoryData<string, byte[], string> Genuine => new()
    {
        { "a.png", SampleFiles.Png, "image/png" },
        { "a.jpg", SampleFiles.Jpeg, "image/jpeg" },
        { "a.gif", SampleFiles.Gif, "image/gif" },
        { "a.webp", SampleFiles.WebP, "image/webp" },
        { "a.bmp", SampleFiles.Bmp, "image/bmp" },
        { "a.pdf", SampleFiles.Pdf, "application/pdf" },
        { "a.mp4", SampleFiles.Mp4, "video/mp4" },
        { "a.m4a", SampleFiles.M4A, "audio/mp4" },
        { "a.m4a", SampleFiles.Mp4, "audio/mp4" },
        { "a.amr", SampleFiles.Amr, "audio/amr" },
        { "a.wav", SampleFiles.Wav, "audio/wav" },
        { "a.mp3", SampleFiles.Mp3, "audio/mpeg" },
        { "a.mp3", SampleFiles.Mp3Frames, "audio/mpeg" },
        { "a.txt", "你好，世界\r\n"u8.ToArray(), "text/plain" },
        { "gbk.txt", [0xC4, 0xE3, 0xBA, 0xC3], "text/plain" },
        { "utf16.txt", [0xFF, 0xFE, 0x60, 0x4F, 0x7D, 0x59], "text/plain" },
        { "a.zip", SampleFiles.Zip("readme.txt"), "application/zip" },
        { "empty.zip", SampleFiles.Zip(), "application/zip" },
        { "a.docx", SampleFiles.Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.xlsx", SampleFiles.Zip("xl/workbook.xml", "[Content_Types].xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.pptx", SampleFiles.Zip("[Content_Types].xml", "ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { "a.doc", SampleFiles.Compound("WordDocument"), "application/msword" },
        { "a.xls", SampleFiles.Compound("Workbook"), "application/vnd.ms-excel" },
    };

    public static TheoryData<string, byte[]> Disguised => new()
    {
        { "page.png", SampleFiles.Html },
        { "page.html", SampleFiles.Html },
        { "page.pdf", [.. SampleFiles.Html, .. SampleFiles.Pdf] },
        { "a.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
        { "a.txt", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0] },
        { "a.png", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0] },
        { "a.png", SampleFiles.Png[..8] },
        { "a.png", [.. SampleFiles.Png[..8], .. SampleFiles.Html] },
        { "a.bmp", "BMW is a car, and this is text"u8.ToArray() },
        { "a.exe", [0x7F, .. "ELF"u8, 2, 1, 1, 0] },
        { "a.zip", SampleFiles.Zip("readme.txt")[..40] },
        { "a.docx", SampleFiles.Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin") },
        { "a.msi", SampleFiles.Compound("SummaryInformation") },
        { "a.doc", SampleFiles.Compound() },
        { "a.heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8] },
        { "a.mp3", [0xFF, 0xFB, 0x90, 0, 1, 2, 3] },
        { "run.sh", "#!/bin/sh\nrm -rf /\n"u8.ToArray() },
        { "odd.txt", [0xFF, 0xFE, 0x60] },
    };

    [Theory]
    [MemberData(nameof(Genuine))]
    public async Task What_a_file_is_shows_in_its_bytes(string name, byte[] bytes, string contentType)
    {
        var result = await _temporary.SaveAsync(bytes, name);
        Assert.Equal(SaveOutcome.Saved, result.Outcome);
        Assert.Equal(contentType, result.File!.ContentType);
        Assert.Equal(name, result.File.Name);
    }

    [Theory]
    [MemberData(nameof(Disguised))]
    public async Task A_disguised_file_is_refused_and_leaves_nothing_behind(string name, byte[] bytes)
    {
        Assert.Equal(SaveOutcome.Unsupported, (await _temporary.SaveAsync(bytes, name)).Outcome);
        Assert.Empty(_temporary.Files);
    }

    [Theory]
    [InlineData("../../etc/passwd.png", "passwd.png")]
    [InlineData("..\\..\\windows\\system32\\a.png", "a.png")]
    [InlineData("/absolute/путь/图片.png", "图片.png")]
    [InlineData("....//....//x.png", "x.png")]
    [InlineData("a\0b\r\n.png", "ab .png")]
    [InlineData("invoice.pdf.exe", "invoice.pdf.exe.png")]
    [InlineData("photo.jpg", "photo.jpg.png")]
    [InlineData("evil.html", "evil.html.png")]
    [InlineData("gnp.\u202Eexe.png", "gnp.exe.png")]
    [InlineData("CON.png", "_CON.png")]
    [InlineData("a<b>:\"|?*.PNG", "a_b______.PNG")]
    [InlineData("..", "file.png")]
    [InlineData("", "file.png")]
    [InlineData(null, "file.png")]
    [InlineData("   .png", "png.png")]
    public async Task A_name_becomes_harmless_and_its_extension_true(string? claimed, string kept) =>
        Assert.Equal(kept, (await _temporary.SaveAsync(SampleFiles.Png, claimed)).File!.Name);

    [Fact]
    public async Task Half_a_character_in_a_name_is_replaced() =>
        Assert.Equal("_broken.png", (await _temporary.SaveAsync(SampleFiles.Png, "\ud800broken.png")).File!.Name);

    [Fact]
    public async Task A_very_long_name_is_cut_and_keeps_its_extension()
    {
        var name = (await _temporary.SaveAsync(SampleFiles.Png, string.Concat(Enumerable.Repeat("😀", 500)) + ".png")).File!.Name;
        Assert.True(name.Length <= 120);
        Assert.EndsWith(".png", name, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public async Task Whatever_the_name_the_file_lies_in_the_store()
    {
        await _temporary.SaveAsync(SampleFiles.Png, "../../../outside.png");
        Assert.All(_temporary.Files, f => Assert.StartsWith(Path.Combine(_temporary.Root, "files"), f, StringComparison.Ordinal));
        Assert.DoesNotContain(_temporary.Files, f => f.Contains("outside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_saved_is_read_back_whole()
    {
        var owner = Guid.CreateVersion7(_temporary.Time.GetUtcNow());
        var saved = (await _temporary.SaveAsync(SampleFiles.Png, "图.png", owner)).File!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Png)), saved.Sha256);
        Assert.Equal(owner, saved.OwnerThreadId);
        Assert.Equal(7, Guid.Parse(saved.Id).Version);
        Assert.Equal(saved, await _temporary.Store.FindAsync(saved.Id, CancellationToken.None));
        var file = await _temporary.Store.OpenAsync(saved.Id, CancellationToken.None);
        await using var content = file!.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(SampleFiles.Png, bytes.ToArray());
        Assert.Equal(("image/png", "图.png", (long)SampleFiles.Png.Length), (file.ContentType, file.Name, file.Size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("../../appsettings")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("{01890a5d-ac96-774b-bcce-b302099a8057}")]
    public async Task An_id_that_is_none_of_ours_opens_nothing(string id) =>
        Assert.Null(await _temporary.Store.OpenAsync(id, CancellationToken.None));

    [Fact]
    public async Task An_empty_file_is_refused() =>
        Assert.Equal(SaveOutcome.Empty, (await _temporary.SaveAsync([], "a.png")).Outcome);

    [Fact]
    public async Task The_limit_itself_still_fits_and_one_byte_more_does_not()
    {
        using var small = new TemporaryStore(maxBytes: 2048);
        var text = new byte[2048];
        Array.Fill(text, (byte)'a');
        Assert.Equal(SaveOutcome.Saved, (await small.SaveAsync(text, "a.txt")).Outcome);
        Assert.Equal(SaveOutcome.TooLarge, (await small.SaveAsync([.. text, (byte)'a'], "a.txt")).Outcome);
    }

    [Fact]
    public async Task A_stream_without_end_is_cut_off_at_the_limit()
    {
        var endless = new Endless();
        Assert.Equal(SaveOutcome.TooLarge, (await _temporary.Store.SaveAsync(endless, "a.txt", null, CancellationToken.None)).Outcome);
        Assert.InRange(endless.Given, 1, _temporary.Store.MaxBytes + 128 * 1024);
        Assert.Empty(_temporary.Files);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<IOException>(() => _temporary.Store.SaveAsync(new Breaking(), "a.png", null, CancellationToken.None));
        Assert.Empty(_temporary.Files);
    }

    [Fact]
    public async Task A_crash_before_the_description_stands_leaves_no_file_to_see_and_is_swept_out_a_day_later()
    {
        var saved = (await _temporary.SaveAsync(SampleFiles.Png, "a.png")).File!;
        var id = Guid.Parse(saved.Id);
        File.Move(_temporary.Folder.Description(id), _temporary.Folder.Temporary(id));
        Assert.Null(await _temporary.Store.OpenAsync(saved.Id, CancellationToken.None));
        File.SetLastWriteTimeUtc(_temporary.Folder.Temporary(id), _temporary.Time.GetUtcNow().UtcDateTime.AddDays(-2));
        await _temporary.Folder.StartAsync(CancellationToken.None);
        Assert.False(File.Exists(_temporary.Folder.Temporary(id)));
    }

    [Fact]
    public void A_store_inside_the_web_root_stops_the_start() =>
        Assert.Throws<OptionsValidationException>(() => new FileStoreFolder(
            Options.Create(new FileStoreOptions { Path = "wwwroot/files" }), new TemporaryStore.Environment(_temporary.Root), _temporary.Time));

    [Fact]
    public async Task Each_kind_of_file_makes_its_kind_of_message()
    {
        Assert.IsType<PictureContent>((await _temporary.SaveAsync(SampleFiles.Gif, "a.gif")).File!.ToContent());
        Assert.Equal("mp3", Assert.IsType<VoiceContent>((await _temporary.SaveAsync(SampleFiles.Mp3, "a.mp3")).File!.ToContent()).Format);
        Assert.IsType<VideoContent>((await _temporary.SaveAsync(SampleFiles.Mp4, "a.mp4")).File!.ToContent());
        Assert.Equal("a.pdf", Assert.IsType<FileContent>((await _temporary.SaveAsync(SampleFiles.Pdf, "a.pdf")).File!.ToContent()).Media.Name);
    }

    public void Dispose() => _temporary.Dispose();

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class Breaking : MemoryStream
    {
        private bool _first = true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_first)
                throw new IOException("The line broke.");
            _first = false;
            SampleFiles.Png.CopyTo(buffer);
            return ValueTask.FromResult(SampleFiles.Png.Length);
        }
    }
}

using System.Security.Cryptography;

namespace Imcc.Web.Simulator;

/// <summary>Files at the stand-in of QQ's server: what bots upload, by address or in parts, and what people send. Bounded.</summary>
public sealed class QqStandInFiles
{
    private const int MaxFiles = 200;
    private const long MaxBytes = 64L * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly LinkedList<QqFile> _files = new();
    private readonly Dictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    /// <summary>Bytes of one part.</summary>
    public int BlockSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>How often the end of a part is told to come later.</summary>
    public int PartsLate { get; set; }

    public QqFile Keep(string scope, int kind, byte[] content, string contentType, string name, string? url = null)
    {
        var file = new QqFile("qqf" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), scope, kind, content, contentType, name, url);
        lock (_gate)
        {
            _files.AddLast(file);
            while (_files.Count > MaxFiles || (_files.Count > 1 && _files.Sum(f => (long)f.Content.Length) > MaxBytes))
                _files.RemoveFirst();
        }

        return file;
    }

    public QqFile? Find(string id)
    {
        lock (_gate)
            return _files.FirstOrDefault(f => f.Id == id);
    }

    public (string Id, int Parts) Prepare(string scope, int kind, long size, string name, string md5)
    {
        lock (_gate)
        {
            if (_uploads.Count >= 50)
                _uploads.Clear();
            var id = "up" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            _uploads[id] = new Upload(scope, kind, size, name, md5);
            return (id, (int)((size + BlockSize - 1) / BlockSize));
        }
    }

    public bool Put(string uploadId, int index, byte[] part)
    {
        lock (_gate)
        {
            if (!_uploads.TryGetValue(uploadId, out var upload))
                return false;
            upload.Parts[index] = part;
            return true;
        }
    }

    /// <returns>0, or QQ's error.</returns>
    public int Finish(string uploadId, int index, int size, string md5)
    {
        lock (_gate)
        {
            if (!_uploads.TryGetValue(uploadId, out var upload))
                return 850018;
            if (PartsLate > 0)
            {
                PartsLate--;
                return 40093001;
            }

            if (!upload.Parts.TryGetValue(index, out var part))
                return 40093001;
#pragma warning disable CA5351 // QQ names the hash.
            return part.Length == size && Convert.ToHexStringLower(MD5.HashData(part)) == md5 ? 0 : 850019;
#pragma warning restore CA5351
        }
    }

    /// <returns>Null when it is not there whole.</returns>
    public QqFile? Complete(string uploadId)
    {
        byte[] whole;
        Upload upload;
        lock (_gate)
        {
            if (!_uploads.Remove(uploadId, out upload!))
                return null;
            whole = [.. upload.Parts.OrderBy(p => p.Key).SelectMany(p => p.Value)];
#pragma warning disable CA5351 // QQ names the hash.
            if (whole.Length != upload.Size || Convert.ToHexStringLower(MD5.HashData(whole)) != upload.Md5)
                return null;
#pragma warning restore CA5351
        }

        var type = WeChatStandInApi.PictureType(whole) ?? upload.Kind switch { 2 => "video/mp4", 3 => "audio/silk", _ => "application/octet-stream" };
        return Keep(upload.Scope, upload.Kind, whole, type, upload.Name);
    }

    private sealed record Upload(string Scope, int Kind, long Size, string Name, string Md5)
    {
        public Dictionary<int, byte[]> Parts { get; } = [];
    }
}

/// <param name="Id">The <c>file_info</c>.</param>
/// <param name="Scope"><c>users</c> or <c>groups</c>: it is good for that kind of receiver only.</param>
/// <param name="Kind">1 picture, 2 video, 3 voice, 4 file.</param>
/// <param name="Url">Where it lies, if it was not uploaded.</param>
public sealed record QqFile(string Id, string Scope, int Kind, byte[] Content, string ContentType, string Name, string? Url);

using Lucene.Net.Store;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// An index folder whose terms and postings are read from memory: a question reads a few thousand single bytes here and there, and each through a
/// mapped file costs more than the byte. What is stored for rebuilding only is read from the disk.
/// </summary>
internal sealed class HeldFolder(DirectoryInfo path) : SimpleFSDirectory(path)
{
    /// <summary>A file beyond it stays on the disk: bytes.</summary>
    private const long Largest = 1L << 30;

    public override IndexInput OpenInput(string name, IOContext context)
    {
        // Merges read each file once from its beginning to its end, stored fields only when an index is opened.
        if (context.Context == IOContext.UsageContext.MERGE || Path.GetExtension(name) is ".fdt" || FileLength(name) is var length && length > Largest)
            return base.OpenInput(name, context);
        var bytes = new byte[length];
        using var input = base.OpenInput(name, context);
        input.ReadBytes(bytes, 0, bytes.Length);
        return new Held(name, bytes);
    }

    private sealed class Held(string name, byte[] bytes) : IndexInput(name)
    {
        private int _position;

        public override long Position => _position;

        public override long Length => bytes.Length;

        public override byte ReadByte() => _position < bytes.Length ? bytes[_position++] : throw new EndOfStreamException();

        public override void ReadBytes(byte[] b, int offset, int len)
        {
            if (len > bytes.Length - _position)
                throw new EndOfStreamException();
            Buffer.BlockCopy(bytes, _position, b, offset, len);
            _position += len;
        }

        public override void Seek(long pos) => _position = pos >= 0 && pos <= bytes.Length ? (int)pos : throw new EndOfStreamException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What was learned last, beside the index; that it was no help is worth knowing, too.</summary>
/// <param name="Learned">Null: too little, or no help.</param>
/// <param name="Lessons">How many questions it was learned from.</param>
internal sealed record LikenessFile(LearnedLikeness? Learned, int Lessons, DateTimeOffset At)
{
    private const int Head = sizeof(int) + sizeof(long) + sizeof(double);

    public static LikenessFile? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < Head + SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes)))
            return null;
        var body = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(body[sizeof(int)..]);
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
            return null;
        var weight = BinaryPrimitives.ReadDoubleLittleEndian(body[(sizeof(int) + sizeof(long))..]);
        var vectors = weight > 0 ? WordVectors.Read(body[Head..]) : null;
        return weight > 0 && vectors is null ? null : new(vectors is null ? null : new(vectors, weight), BinaryPrimitives.ReadInt32LittleEndian(body), new(ticks, TimeSpan.Zero));
    }

    /// <summary>Whole or not at all.</summary>
    public void Write(string path)
    {
        var vectors = Learned?.Vectors.Write() ?? [];
        var bytes = new byte[Head + vectors.Length + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Lessons);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(int)), At.UtcTicks);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(int) + sizeof(long)), Learned?.Weight ?? 0);
        vectors.CopyTo(bytes.AsSpan(Head));
        SHA256.HashData(bytes.AsSpan(0, Head + vectors.Length), bytes.AsSpan(Head + vectors.Length));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }
}

using System.Buffers.Binary;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.History;

/// <summary>A conversation as it stands in the index: its words, its customer's, and all that decides who may find it.</summary>
internal sealed record HistoryEntry
{
    public required Guid ConversationId { get; init; }

    public required Guid ThreadId { get; init; }

    /// <summary>The customer as a person over all channels.</summary>
    public required Guid PersonId { get; init; }

    public required ChannelKind Channel { get; init; }

    public Guid? GroupId { get; init; }

    public Guid? AgentId { get; init; }

    /// <summary>Who is asked to take over or to help.</summary>
    public IReadOnlyList<Guid> Others { get; init; } = [];

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Places of the first and last message in the thread.</summary>
    public required long FirstSeq { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>The messages, with empty lines between.</summary>
    public required string Words { get; init; }

    /// <summary>The customer's name, id and attributes.</summary>
    public required string Customer { get; init; }
}

/// <summary>What the index knows of a conversation without asking the database.</summary>
internal readonly record struct HistoryKey(Guid ConversationId, Guid ThreadId, long FirstSeq, long LastSeq)
{
    private const int Length = 48;

    public byte[] Write()
    {
        var bytes = new byte[Length];
        ConversationId.TryWriteBytes(bytes);
        ThreadId.TryWriteBytes(bytes.AsSpan(16));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), FirstSeq);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), LastSeq);
        return bytes;
    }

    public static HistoryKey Read(ReadOnlySpan<byte> bytes) => new(
        new Guid(bytes[..16]), new Guid(bytes[16..32]), BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
}

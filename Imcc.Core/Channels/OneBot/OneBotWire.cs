using System.Collections.Immutable;
using System.Globalization;

namespace Imcc.Core.Channels.OneBot;

/// <summary>
/// One event as the messages that it makes, and one of them read back from the ledger. The ledger's form is the event as it came below a line that says
/// which of its parts is meant and whether it was to us: that is not to be decided twice.
/// </summary>
public static class OneBotWire
{
    /// <summary>As much as one message is cut into.</summary>
    public const int MostParts = 30;

    /// <param name="isAddressed">In a group whether it is to us.</param>
    public static ImmutableArray<(InboundMessage Message, string Raw)> Parts(
        ChannelAccount account, OneBotEvent.Said said, string raw, bool isAddressed, DateTimeOffset receivedAt)
    {
        var contents = Contents(account, said, isAddressed);
        return [.. contents.Take(MostParts).Select((_, i) => (Part(account, said, contents, i, isAddressed, Guid.CreateVersion7(receivedAt), receivedAt),
            string.Create(CultureInfo.InvariantCulture, $"{i} {(isAddressed ? 'a' : '-')}\n{raw}")))];
    }

    /// <exception cref="FormatException">It was not written by <see cref="Parts"/>.</exception>
    public static InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string stored)
    {
        var line = stored.IndexOf('\n', StringComparison.Ordinal);
        var head = line < 0 ? [] : stored[..line].Split(' ');
        if (head is not [var number, "a" or "-"] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            || OneBotEvents.Read(stored[(line + 1)..], receivedAt) is not OneBotEvent.Said said)
            throw new FormatException($"The OneBot message {id} is not readable.");
        var contents = Contents(account, said, head[1] == "a");
        return part < contents.Length ? Part(account, said, contents, part, head[1] == "a", id, receivedAt) : throw new FormatException($"The OneBot message {id} has no part {part}.");
    }

    /// <summary>Whether it is to us without asking what it quotes: private, named, or called by a prefix.</summary>
    public static bool IsAddressed(ChannelAccount account, OneBotEvent.Said said) =>
        said.IsNamed || (said.Contents[0] is TextContent text && OneBotSettings.Of(account).WithoutPrefix(text.Text) is not null);

    private static ImmutableArray<MessageContent> Contents(ChannelAccount account, OneBotEvent.Said said, bool isAddressed) =>
        isAddressed && said.Speaker is not null && said.Contents[0] is TextContent text && OneBotSettings.Of(account).WithoutPrefix(text.Text) is { Length: > 0 } rest
            ? said.Contents.SetItem(0, text with { Text = rest })
            : said.Contents;

    private static InboundMessage Part(
        ChannelAccount account, OneBotEvent.Said said, ImmutableArray<MessageContent> contents, int part, bool isAddressed, Guid id, DateTimeOffset receivedAt)
    {
        var firstText = contents.IndexOf(contents.FirstOrDefault(c => c is TextContent) ?? contents[0]);
        return new()
        {
            Id = id,
            AccountId = account.Id,
            ExternalId = said.ExternalId,
            DedupeKey = part == 0 ? said.Key : string.Create(CultureInfo.InvariantCulture, $"{said.Key}#{part}"),
            ChannelMessageId = said.MessageId,
            SentAt = said.SentAt,
            ReceivedAt = receivedAt,
            Content = contents[part],
            CustomerName = said.Name,
            Speaker = said.Speaker,
            IsAddressed = isAddressed,
            IsQuiet = part != firstText,
        };
    }
}

namespace Imcc.Core.Channels;

/// <summary>The earlier message that a text answers (引用), as it was when it was quoted.</summary>
/// <param name="Who">Who said it, by the name that the customer knows.</param>
/// <param name="Line">It in one line of at most 80 characters.</param>
/// <param name="IsCustomers">Whether the customer said it.</param>
[GenerateSerializer, Immutable]
public sealed record MessageQuote([property: Id(0)] Guid MessageId, [property: Id(1)] string Who, [property: Id(2)] string Line, [property: Id(3)] bool IsCustomers)
{
    /// <summary>What a channel that knows no quotes shows before the text.</summary>
    public string Opening() => $"「{Who}：{Line}」\n";

    public static string Plain(TextContent text) => text.Quote?.Opening() + text.Text;

    /// <summary>A text for a channel that knows no quotes: the quoted line stands before it, as long as both together are not longer than one message.</summary>
    /// <param name="maxBytes">What one message may hold, in UTF-8.</param>
    public static string Plain(TextContent text, int maxBytes)
    {
        var whole = Plain(text);
        // What is answered is worth less than the answer's end.
        return System.Text.Encoding.UTF8.GetByteCount(whole) <= maxBytes ? whole : text.Text;
    }
}

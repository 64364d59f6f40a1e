namespace Imcc.Web.WebChat;

/// <summary>A message as a visitor's page gets it: nothing that is only our business.</summary>
/// <param name="Seq">The place in the thread; those between two messages may be missing for good (internal ones).</param>
/// <param name="From">visitor, agent or system.</param>
/// <param name="Kind">The content's kind, or <c>recalled</c> for what was taken back, which comes without its content; the page shows what it does not know as text, and an event not at all.</param>
/// <param name="ClientId">The page's own id of a message that it sent.</param>
public sealed record VisitorMessage(
    long Seq,
    Guid Id,
    string From,
    string AgentName,
    string Kind,
    string? Text,
    VisitorFile? File,
    string? Link,
    DateTimeOffset At,
    string? ClientId,
    VisitorQuote? Quote = null)
{
    /// <summary>What is asked about the visitor's satisfaction, or was answered; null: this message is about something else.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public VisitorSurvey? Survey { get; init; }
}

/// <summary>The earlier message that a text answers.</summary>
/// <param name="Mine">Whether the visitor said it.</param>
public sealed record VisitorQuote(Guid Id, string Who, string Line, bool Mine);

/// <param name="Url">Opens it for an hour; null where we have no copy. A page that needs it later reads the message again.</param>
public sealed record VisitorFile(string? Url, string Name, string ContentType, long Size);

using System.Text.Json.Serialization;
using Imcc.Core.Conversations;

namespace Imcc.Web.WebChat;

/// <summary>The answer to a visitor's call: <see cref="Ok"/>, or a code for the program and a sentence for the person. The hub never throws at the page.</summary>
public record VisitorResult
{
    public bool Ok { get; init; } = true;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>When trying again may help: after so many milliseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RetryAfterMs { get; init; }
}

/// <summary>The chat is open.</summary>
public sealed record VisitorWelcome : VisitorResult
{
    /// <summary>To be kept and shown next time: it is the visitor.</summary>
    public string Token { get; init; } = "";

    public string AccountName { get; init; } = "";

    /// <summary>The account's greeting, shown by the page and stored nowhere; empty: none.</summary>
    public string Welcome { get; init; } = "";

    /// <summary>The latest 50; or, where the page said what it has, the next ones after that (at most 200).</summary>
    public IReadOnlyList<VisitorMessage> Messages { get; init; } = [];

    public bool HasEarlier { get; init; }

    /// <summary>There is more after the last of these: ask <c>After</c>.</summary>
    public bool HasMore { get; init; }

    /// <summary>Null: no conversation is open.</summary>
    public ConversationState? State { get; init; }

    public string AgentName { get; init; } = "";

    public long MaxFileBytes { get; init; }

    public int MaxTextLength { get; init; }
}

/// <summary>A stretch of the thread.</summary>
public sealed record VisitorPage : VisitorResult
{
    public IReadOnlyList<VisitorMessage> Messages { get; init; } = [];

    public bool HasEarlier { get; init; }

    public bool HasMore { get; init; }
}

/// <summary>The message is on disk.</summary>
public sealed record VisitorAck : VisitorResult
{
    public Guid? MessageId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>False: it had been stored before, under the same client id.</summary>
    public bool IsNew { get; init; }
}

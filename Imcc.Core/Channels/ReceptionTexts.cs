namespace Imcc.Core.Channels;

/// <summary>The words with which an account receives its customers. An empty text is not sent.</summary>
[GenerateSerializer, Immutable]
public sealed record ReceptionTexts
{
    /// <summary>On following the account, or on opening the web chat.</summary>
    [Id(0)] public string Welcome { get; init; } = "";

    /// <summary>
    /// The answer to whatever nobody asked a person for. With a text here customers are answered automatically until they ask
    /// for a person; without one each message goes to the queue at once.
    /// </summary>
    [Id(1)] public string AutoReply { get; init; } = "";

    /// <summary>Said once on joining the queue.</summary>
    [Id(2)] public string Queued { get; init; } = "";

    /// <summary>Said once when an agent has taken the conversation; <c>{agent}</c> stands for the agent's name.</summary>
    [Id(3)] public string Greeting { get; init; } = "";

    /// <summary>Said when the agent ends the conversation.</summary>
    [Id(4)] public string Farewell { get; init; } = "";

    /// <summary>Words that reach a person wherever they are the whole message, separated by blanks.</summary>
    [Id(5)] public string PersonWords { get; init; } = "人工 人工客服 转人工 客服 转人工客服 找人工 0";

    public bool AsksForPerson(string text)
    {
        var said = text.AsSpan().Trim().Trim("。！？!?.，,~～");
        foreach (var range in PersonWords.AsSpan().SplitAny(' ', '　', '\n', '\r'))
        {
            var word = PersonWords.AsSpan(range);
            if (!word.IsEmpty && said.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

using System.Text;
using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>A question about the service with its answers to tap (满意度调查), each channel showing it in its own way.</summary>
/// <param name="Low">A score up to this is low: where the channel shows a card, it asks for <paramref name="Tags"/> by itself.</param>
/// <param name="Tags">Reasons to choose from after a low score.</param>
/// <param name="ExpiresAt">From then on no answer counts.</param>
[GenerateSerializer, Immutable]
public sealed record SurveyContent(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] SurveyQuestion Asks,
    [property: Id(2)] string Question,
    [property: Id(3)] IReadOnlyList<SurveyOption> Options,
    [property: Id(4)] int Low,
    [property: Id(5)] IReadOnlyList<string> Tags,
    [property: Id(6)] DateTimeOffset ExpiresAt) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[满意度] " + OneLine(Question);

    [JsonIgnore]
    public override bool IsSpeech => false;

    /// <summary>The question as plain words, for a channel that shows nothing else: answered by a number.</summary>
    [JsonIgnore]
    public string AsText
    {
        get
        {
            var text = new StringBuilder(Question);
            foreach (var option in Options)
                text.Append('\n').Append(option.Number).Append(' ').Append(option.Label);
            return text.Append("\n请回复数字").ToString();
        }
    }
}

/// <param name="Id">What a tap brings back, where the channel tells it.</param>
/// <param name="Number">What is answered where nothing can be tapped: the score, or the place in the list from 1.</param>
[GenerateSerializer, Immutable]
public sealed record SurveyOption([property: Id(0)] string Id, [property: Id(1)] string Label, [property: Id(2)] int Number);

/// <summary>What a survey asks for.</summary>
public enum SurveyQuestion
{
    Score = 0,
    /// <summary>Why the score was low.</summary>
    Reason = 1,
}

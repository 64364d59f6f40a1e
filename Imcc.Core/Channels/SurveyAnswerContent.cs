using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>What a customer answered on a survey's card: it calls nobody, so it is no speech.</summary>
/// <param name="Score">Null: only reasons or words are added.</param>
[GenerateSerializer, Immutable]
public sealed record SurveyAnswerContent(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] int? Score,
    [property: Id(2)] IReadOnlyList<string> Tags,
    [property: Id(3)] string Comment) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[评价] " + OneLine(string.Join(' ', new[] { Score is { } score ? score + " 分" : "", string.Join('、', Tags), Comment }.Where(p => p.Length > 0)));

    [JsonIgnore]
    public override bool IsSpeech => false;
}

namespace Imcc.Core.Surveys;

/// <summary>How satisfied the customer was, as screens and interfaces show it.</summary>
/// <param name="Score">Null: asked, not answered.</param>
[GenerateSerializer, Immutable]
public sealed record Satisfaction(
    [property: Id(0)] SurveyScale Scale,
    [property: Id(1)] int? Score,
    [property: Id(2)] IReadOnlyList<string> Tags,
    [property: Id(3)] string Comment,
    [property: Id(4)] DateTimeOffset InvitedAt,
    [property: Id(5)] DateTimeOffset ExpiresAt,
    [property: Id(6)] DateTimeOffset? AnsweredAt,
    [property: Id(7)] bool IsLow)
{
    public static Satisfaction Of(Rating r) => new(r.Scale, r.Score, r.Tags, r.Comment, r.InvitedAt, r.ExpiresAt, r.AnsweredAt, r.IsLow);
}

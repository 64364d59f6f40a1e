using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What the organisation's own questions have taught, and what it is worth beside everything else.</summary>
/// <param name="Weight">In the ranking's points; more than 0.</param>
internal sealed record LearnedLikeness(WordVectors Vectors, double Weight);

/// <summary>What has been learned at the moment.</summary>
internal interface ILearnedLikeness
{
    /// <summary>Null: too little to learn from, or it was no help.</summary>
    LearnedLikeness? Current { get; }
}

using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>
/// A way of choosing among agents who could all take a conversation (策略). The key may depend only on what is given, so that it
/// can be kept in order and be explained afterwards.
/// </summary>
public interface IAgentRanking
{
    /// <summary>Stands in rows and explanations: never renamed.</summary>
    string Name { get; }

    /// <summary>What the key's parts from the first on say.</summary>
    IReadOnlyList<KeyPart> Parts { get; }

    /// <summary>The order of two agents may change although nothing happens: keys are made when a decision is due.</summary>
    bool ChangesWithTime => false;

    RankKey Rank(in AgentStanding agent, in LineStanding here, StrategySettings settings);

    /// <summary>Whether an agent with this skill is ever asked without a person's doing.</summary>
    bool MayAsk(Skill skill) => true;

    /// <summary>The tally with which an agent begins (again) beside <paramref name="peers"/>: nobody is to make up for the time away.</summary>
    /// <param name="peers">The others who are routable in the line, in any order.</param>
    Tally Welcome(in LineStanding own, IEnumerable<LineStanding> peers) => own.Tally;

    /// <summary>The tally of an agent whose weight was changed in the middle of the day.</summary>
    Tally Reweigh(in LineStanding own, int weightBefore) => own.Tally;
}

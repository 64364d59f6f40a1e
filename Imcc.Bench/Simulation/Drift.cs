using Imcc.Core.Organisation;

namespace Imcc.Bench.Simulation;

/// <summary>How far shares by weight ever are from what they should be at that moment, in conversations.</summary>
public static class Drift
{
    /// <summary>Conversations come one by one and are over at once; whoever is there can always take one.</summary>
    /// <param name="weights">Each agent's weight, 1 to 100.</param>
    /// <param name="conversations">How many come.</param>
    /// <param name="comings">The probability before each conversation that one agent, chosen by chance, leaves or comes back; somebody always stays.</param>
    /// <returns>The greatest difference between an agent's count and the sum of the agent's shares, one share for each conversation that came while the agent was there.</returns>
    public static double Greatest(IReadOnlyList<int> weights, int conversations, double comings, Dice dice)
    {
        var acd = new AcdHost(new([.. weights.Select(w => new SimulatedAgent(1, new SimulatedSkill(0, Weight: w)))], RankingNames.Proportional));
        var present = Enumerable.Repeat(true, weights.Count).ToArray();
        var due = new double[weights.Count];
        var given = new int[weights.Count];
        var greatest = 0.0;
        for (var i = 0; i < conversations; i++)
        {
            var now = (i + 1) * TimeSpan.TicksPerSecond;
            if (comings > 0 && dice.Next() < comings)
                ComeOrGo(dice.Below(weights.Count), now);
            acd.Join(i, 0, 0, now);
            var offer = acd.Dispatch(now).Single();
            acd.Accept(i, now);
            acd.Close(i, now);
            given[offer.Agent]++;
            var sum = weights.Where((_, a) => present[a]).Sum();
            for (var a = 0; a < weights.Count; a++)
            {
                if (present[a])
                    due[a] += (double)weights[a] / sum;
                greatest = Math.Max(greatest, Math.Abs(given[a] - due[a]));
            }
        }

        return greatest;

        void ComeOrGo(int agent, long now)
        {
            if (present[agent] && present.Count(p => p) == 1)
                return;
            present[agent] = !present[agent];
            acd.Seat(agent, present[agent], now);
        }
    }

    /// <summary>2 to <paramref name="most"/> weights of 1 to <paramref name="heaviest"/>.</summary>
    public static int[] RandomWeights(Dice dice, int most, int heaviest) =>
        [.. Enumerable.Range(0, 2 + dice.Below(most - 1)).Select(_ => 1 + dice.Below(heaviest))];
}

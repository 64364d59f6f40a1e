using System.Globalization;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Desk;

/// <summary>「为什么是这位坐席」: the ACD's explanation in plain sentences. The numbers are those that decided; nothing is worked out anew.</summary>
public static class AssignmentWords
{
    /// <summary>As many candidates as an explanation carries at most; with fewer, they were all.</summary>
    private const int Shown = 5;

    public static string Sentence(AssignmentView view, IStringLocalizer<DeskText> words)
    {
        var explanation = view.Explanation;
        var name = NameOf(view, view.AgentId, words);
        if (explanation.LastAgentFirst)
            return words["Why.LastAgent", name];
        if (explanation.Candidates.Count == 0)
            return words["Why.Unknown", name];
        var ranking = words[$"Ranking.{explanation.Ranking}"];
        var count = explanation.Candidates.Count < Shown ? explanation.Candidates.Count : Math.Max(explanation.FreeAgents, Shown);
        return count == 1 ? words["Why.Only", ranking, name] : words["Why.First", ranking, Because(explanation, name, view.At, words), count];
    }

    /// <summary>One number of a candidate's key, by what it says.</summary>
    public static string Value(Candidate candidate, int part, AssignmentExplanation explanation, DateTimeOffset at, IStringLocalizer<DeskText> words)
    {
        var key = candidate.Key;
        var number = part switch { 0 => key.First, 1 => key.Second, 2 => key.Third, _ => key.Fourth };
        return explanation.Parts[part] switch
        {
            KeyPart.Busy => words[number.Numerator == 0 ? "Key.Idle" : "Key.Busy"],
            KeyPart.Since => Ago(number.Numerator, at, words),
            KeyPart.LoadShare => $"{candidate.Standing.Load}/{candidate.Standing.Capacity}",
            KeyPart.AssignedRate => words["Key.PerHour", Decimal((double)number.Numerator / number.Denominator * TimeSpan.TicksPerHour)],
            KeyPart.WeightedTurn => Decimal((double)number.Numerator / number.Denominator),
            KeyPart.Weight => (-number.Numerator).ToString(CultureInfo.InvariantCulture),
            // The nearest level is kept as a distance, the highest as a negative number.
            KeyPart.Level when number.Numerator < 0 => (-number.Numerator).ToString(CultureInfo.InvariantCulture),
            KeyPart.Level or KeyPart.LevelDistance => words["Key.Distance", number.Numerator],
            _ => number.ToString(),
        };
    }

    /// <summary>How many agents could not be asked, by reason: a sentence each.</summary>
    public static IEnumerable<string> NotAsked(NotAsked counts, IStringLocalizer<DeskText> words)
    {
        (Obstacle Why, int Count)[] all =
        [
            (Obstacle.NotRoutable, counts.NotRoutable), (Obstacle.Full, counts.Full), (Obstacle.OutOfReach, counts.OutOfReach),
            (Obstacle.Declined, counts.Declined), (Obstacle.WeightZero, counts.WeightZero), (Obstacle.OwnLineFirst, counts.OwnLineFirst),
        ];
        return all.Where(o => o.Count > 0).Select(o => words[$"Obstacle.{o.Why}", o.Count].Value);
    }

    /// <summary>The conversation's standing in the line at that moment.</summary>
    public static string Standing(ContactStanding contact, IStringLocalizer<DeskText> words)
    {
        var tier = contact.IsUrgent ? words["Why.Urgent"].Value : contact.VipTier > 0 ? $"VIP{contact.VipTier}" : words["Customer.NoVip"].Value;
        return words["Why.Standing", tier, contact.Score.ToString("0", CultureInfo.InvariantCulture), SpanWords.Of(contact.Waited, words)];
    }

    public static string NameOf(AssignmentView view, Guid agentId, IStringLocalizer<DeskText> words) =>
        view.Names.TryGetValue(agentId, out var name) && name.Length > 0 ? name : words["Why.SomeAgent"];

    private static string Because(AssignmentExplanation explanation, string name, DateTimeOffset at, IStringLocalizer<DeskText> words)
    {
        var chosen = explanation.Candidates[0];
        var (standing, tally) = (chosen.Standing, chosen.Here.Tally);
        return explanation.Ranking switch
        {
            RankingNames.Even => words["Because.Even", name, tally.Assigned, SpanWords.Of(tally.Routable, words)],
            RankingNames.Proportional => words["Because.Proportional", name, chosen.Here.Weight, tally.Assigned],
            RankingNames.SkillLevel => words["Because.SkillLevel", name, chosen.Here.Level],
            RankingNames.LeastLoaded => words["Because.LeastLoaded", name, standing.Load, standing.Capacity],
            _ when standing.Load > 0 => words["Because.LongestSince", name, Ago(standing.LastAssignedAt.UtcTicks, at, words)],
            _ when IsNever(standing.IdleSince.UtcTicks) => words["Because.NeverServed", name],
            _ => words["Because.LongestIdle", name, SpanWords.Of(at - standing.IdleSince, words)],
        };
    }

    private static string Ago(long ticks, DateTimeOffset at, IStringLocalizer<DeskText> words) =>
        IsNever(ticks) ? words["Key.Never"] : SpanWords.Of(TimeSpan.FromTicks(at.UtcTicks - ticks), words);

    // Who has never served stands at the beginning of time.
    private static bool IsNever(long ticks) => ticks < DateTimeOffset.UnixEpoch.UtcTicks;

    private static string Decimal(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

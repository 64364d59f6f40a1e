using Imcc.Core.Organisation;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Reasons;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for the settings of every skill group, and what a new one begins with.</summary>
public static class SkillGroupRules
{
    public const int MostSteps = 6;
    public const int MostOverflowGroups = 10;
    public const int MostReasonRoots = 50;

    public static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(60);

    /// <summary>Nothing is taken from an agent or ended by itself until somebody wants it; what is watched is watched by the usual figures.</summary>
    public static readonly ServiceTimes TimesOfNewGroup = new()
    {
        FirstReplyWarning = TimeSpan.FromSeconds(30),
        FirstReplyLimit = TimeSpan.FromSeconds(60),
        ReplyWarning = TimeSpan.FromSeconds(60),
        ReplyLimit = TimeSpan.FromSeconds(120),
        CustomerIdleWarning = TimeSpan.FromMinutes(10),
        CustomerIdleLimit = TimeSpan.FromMinutes(12),
        WhenIdle = IdleAction.Park,
    };

    internal static async Task CheckAsync(ChangeUnit unit, ContactReasonRules reasons, CancellationToken cancellationToken)
    {
        if (reasons.Roots.IsDefault || reasons.Roots.Length > MostReasonRoots)
            unit.Refuse(nameof(GroupDraft.Reasons), "TooManyOfThem", MostReasonRoots);
        else if (!reasons.Roots.IsEmpty && (await ReasonVersionRow.PublishedAsync(unit.Context, cancellationToken)).Roots.Select(r => r.Id).ToHashSet() is var known && !reasons.Roots.All(known.Contains))
            unit.Refuse(nameof(GroupDraft.Reasons), "ReasonRootGone");
    }

    internal static void Check(ChangeUnit unit, StrategySettings strategy)
    {
        if (!RankingNames.All.Contains(strategy.Ranking))
            unit.Refuse(nameof(strategy.Ranking), "RankingUnknown", strategy.Ranking);
        if (!Enum.IsDefined(strategy.Level))
            unit.Refuse(nameof(strategy.Level), "Missing");
        unit.Range(nameof(strategy.RequiredLevel), strategy.RequiredLevel, 1, 10);
        unit.Range(nameof(strategy.LastAgentDays), strategy.LastAgentDays, 1, 365);
        unit.Span(nameof(strategy.LastAgentWait), strategy.LastAgentWait, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        unit.Range(nameof(strategy.LastAgentOverCapacity), strategy.LastAgentOverCapacity, 0, 10);
    }

    internal static void Check(ChangeUnit unit, Guid own, LineRules line, IReadOnlySet<Guid> groups)
    {
        if (line.MostWaiting is { } most)
            unit.Range(nameof(line.MostWaiting), most, 1, 10_000);
        if (line.AlwaysAdmittedFrom is { } tier)
            unit.Range(nameof(line.AlwaysAdmittedFrom), tier, 1, VipTier.Highest);
        if (line.InsteadGroupId is { } instead && (instead == own || !groups.Contains(instead)))
            unit.Refuse(nameof(line.InsteadGroupId), "GroupElsewhere");
        if (!Enum.IsDefined(line.WhenClosed) || !Enum.IsDefined(line.WhenFull) || !Enum.IsDefined(line.WhenTooLong))
            unit.Refuse(nameof(line.WhenClosed), "Missing");
        unit.Span(nameof(line.ChoiceAfter), line.ChoiceAfter, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(60));
        CheckSteps(unit, own, line.Relaxation, groups);
    }

    internal static void Check(ChangeUnit unit, ServiceTimes times)
    {
        var (instant, hour) = (TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        unit.Span(nameof(times.FirstReplyWarning), times.FirstReplyWarning, instant, hour);
        unit.Span(nameof(times.FirstReplyLimit), times.FirstReplyLimit, instant, hour);
        unit.Span(nameof(times.ReplyWarning), times.ReplyWarning, instant, hour);
        unit.Span(nameof(times.ReplyLimit), times.ReplyLimit, instant, hour);
        unit.Span(nameof(times.ReplyTransfer), times.ReplyTransfer, TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));
        unit.Range(nameof(times.MostReplyTransfers), times.MostReplyTransfers, 0, 10);
        unit.Span(nameof(times.CustomerIdleWarning), times.CustomerIdleWarning, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        unit.Span(nameof(times.CustomerIdleLimit), times.CustomerIdleLimit, TimeSpan.FromMinutes(1), TimeSpan.FromHours(48));
        unit.Span(nameof(times.ParkedLimit), times.ParkedLimit, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7));
        unit.Span(nameof(times.TotalLimit), times.TotalLimit, TimeSpan.FromMinutes(5), TimeSpan.FromHours(48));
        unit.Span(nameof(times.ReturnWindow), times.ReturnWindow, TimeSpan.Zero, TimeSpan.FromDays(7));
        unit.Span(nameof(times.ReturnWait), times.ReturnWait, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        if (!Enum.IsDefined(times.WhenIdle))
            unit.Refuse(nameof(times.WhenIdle), "Missing");
        InOrder(unit, nameof(times.FirstReplyLimit), times.FirstReplyWarning, times.FirstReplyLimit);
        InOrder(unit, nameof(times.ReplyLimit), times.ReplyWarning, times.ReplyLimit);
        InOrder(unit, nameof(times.ReplyTransfer), times.ReplyLimit ?? times.ReplyWarning, times.ReplyTransfer);
        InOrder(unit, nameof(times.CustomerIdleLimit), times.CustomerIdleWarning, times.CustomerIdleLimit);
    }

    internal static void Check(ChangeUnit unit, IReadOnlyList<MemberDraft> members)
    {
        if (members.DistinctBy(m => m.AgentId).Count() != members.Count)
            unit.Refuse(nameof(GroupDraft.Members), "SkillsBad");
        if (members.Any(m => m.IsMember && (m.Level is < 1 or > 10 || m.Weight is < 0 or > 100)))
            unit.Refuse(nameof(GroupDraft.Members), "MembersBad");
    }

    private static void CheckSteps(ChangeUnit unit, Guid own, IReadOnlyList<RelaxationStep> steps, IReadOnlySet<Guid> groups)
    {
        const string field = nameof(LineRules.Relaxation);
        if (steps.Count > MostSteps)
            unit.Refuse(field, "StepsTooMany", MostSteps);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            unit.Span(field, step.After, TimeSpan.Zero, LongestStep);
            unit.Range(field, step.MinLevel, 1, 10);
            if (i > 0 && step.After <= steps[i - 1].After)
                unit.Refuse(field, "StepsOutOfOrder");
            if (i > 0 && step.MinLevel > steps[i - 1].MinLevel)
                unit.Refuse(field, "StepsNarrower");
            if (step.OverflowGroups.Any(g => g == own || !groups.Contains(g)))
                unit.Refuse(field, "GroupElsewhere");
            if (step.OverflowGroups.Count > MostOverflowGroups || step.OverflowGroups.Distinct().Count() != step.OverflowGroups.Count)
                unit.Refuse(field, "StepGroupsTooMany", MostOverflowGroups);
        }
    }

    private static void InOrder(ChangeUnit unit, string field, TimeSpan? earlier, TimeSpan? later)
    {
        if (later <= earlier)
            unit.Refuse(field, "TooEarly", ChangeUnit.Said(earlier.Value));
    }
}

using Imcc.Core.Reporting;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

/// <summary>What ids are called now. Empty: none, or it is there no more.</summary>
internal sealed class ReportNames(Directory known)
{
    public string Of(ReportDimension by, ReportTerm term) => by switch
    {
        ReportDimension.Group => known.Groups.GetValueOrDefault(term.Id)?.Name ?? "",
        ReportDimension.Agent => known.Agents.GetValueOrDefault(term.Id)?.DisplayName ?? "",
        ReportDimension.Account => known.Accounts.GetValueOrDefault(term.Id)?.Name ?? "",
        ReportDimension.Reason => known.Reasons.Find(term.Id)?.Name ?? "",
        ReportDimension.Source => known.Sources.FirstOrDefault(s => s.Id == term.Id)?.Branch ?? "",
        ReportDimension.Tier => known.VipTiers.FirstOrDefault(t => t.Tier == term.Number)?.Name ?? "",
        _ => "",
    };
}

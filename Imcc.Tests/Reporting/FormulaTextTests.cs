using System.Globalization;
using System.Text.RegularExpressions;
using Imcc.Core.Reporting;
using Imcc.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Imcc.Tests.Reporting;

/// <summary>What is said of a figure's formula on screen is what is counted: the sentence itself is computed.</summary>
public sealed partial class FormulaTextTests
{
    private static readonly string[] Formulas =
    [
        .. Enum.GetValues<ServiceLevelVariant>().Select(v => "serviceLevel" + v), "abandonRate", "abandonRateAll", "missRate", "transferRate", "inviteRate", "responseRate",
    ];

    private static readonly Dictionary<string, Func<Tally, long>> Terms = new(StringComparer.Ordinal)
    {
        ["进入队列"] = t => t[Count.Offered], ["进入"] = t => t[Count.Offered], ["offered"] = t => t[Count.Offered],
        ["接起"] = t => t[Count.Answered], ["answered"] = t => t[Count.Answered],
        ["放弃"] = t => t[Count.Abandoned], ["abandoned"] = t => t[Count.Abandoned],
        ["短放弃"] = t => t[Count.ShortAbandoned], ["short abandons"] = t => t[Count.ShortAbandoned], ["short"] = t => t[Count.ShortAbandoned],
        ["溢出"] = t => t[Count.FlowedOut], ["flowed out"] = t => t[Count.FlowedOut],
        ["阈值内接起"] = t => t[Count.AnsweredInTime], ["answered in time"] = t => t[Count.AnsweredInTime],
        ["阈值内放弃"] = t => t[Count.AbandonedInTime], ["abandoned in time"] = t => t[Count.AbandonedInTime],
        ["阈值内转留言"] = t => t[Count.MessagesInTime], ["messages left in time"] = t => t[Count.MessagesInTime],
        ["阈值及以后放弃"] = t => t[Count.Abandoned] - t[Count.AbandonedBeforeThreshold], ["abandoned at or after the threshold"] = t => t[Count.Abandoned] - t[Count.AbandonedBeforeThreshold],
        ["未接"] = t => t[Count.Missed], ["missed"] = t => t[Count.Missed],
        ["振铃次数"] = t => t[Count.Asked], ["asked"] = t => t[Count.Asked],
        ["转出"] = t => t[Count.ToAgent] + t[Count.ToGroup], ["transferred out"] = t => t[Count.ToAgent] + t[Count.ToGroup],
        ["处理量"] = t => t[Count.Handled], ["handled"] = t => t[Count.Handled],
        ["邀评"] = t => t[Count.Invited], ["invited"] = t => t[Count.Invited],
        ["人工会话"] = t => t[Count.Served], ["served"] = t => t[Count.Served],
        ["参评"] = t => t[Count.Rated], ["rated"] = t => t[Count.Rated],
    };

    public static IEnumerable<TheoryDataRow<string, string>> Said => from culture in new[] { "zh-CN", "en" } from key in Formulas select new TheoryDataRow<string, string>(culture, key);

    [Theory, MemberData(nameof(Said))]
    public void A_formula_that_is_shown_gives_what_is_counted_and_names_nothing_twice(string culture, string key)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var text = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<ReportsText>>()["F." + key].Value;
        var sides = AsidePattern().Replace(text, "").Split('÷');
        Assert.Equal(2, sides.Length);
        // Each count another number, of which no sum is a sum of others.
        var tally = new Tally();
        foreach (var count in Enum.GetValues<Count>())
            tally.Add(count, 1 + (1L << (int)count));
        var said = (double)Value(sides[0]) / Value(sides[1]);
        Assert.Equal(KpiCatalogue.Find(key)!.Of(tally, new()), said);

        long Value(string side)
        {
            var terms = TermPattern().Matches(side.Trim().Trim('(', ')', '（', '）')).ToList();
            Assert.Distinct(terms.Select(m => m.Groups[2].Value));
            return terms.Sum(m => (m.Groups[1].Value is "－" or "−" ? -1 : 1) * Terms[m.Groups[2].Value.Trim()](tally));
        }
    }

    /// <summary>What stands in brackets after the last term only explains.</summary>
    [GeneratedRegex(@"(?<=÷ [^（(]+)\s*[（(][^）)]*[）)]$")]
    private static partial Regex AsidePattern();

    [GeneratedRegex(@"([＋+－−]?)\s*([^＋+－−]+)")]
    private static partial Regex TermPattern();
}

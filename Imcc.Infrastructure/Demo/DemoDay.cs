using System.Text.Json;
using Imcc.Core.Organisation;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Demo;

/// <summary>What the demo's groups ask their customers, and what a day there is measured by.</summary>
internal static class DemoDay
{
    public static void BeFor(SkillGroupRow row, SurveyMode mode, int handled)
    {
        row.Survey = JsonSerializer.Serialize(new SurveyRules { Mode = mode }, DirectoryJson.Options);
        row.Targets = JsonSerializer.Serialize(new DayTargets { Handled = handled, SatisfactionHundredths = 450 }, DirectoryJson.Options);
    }
}

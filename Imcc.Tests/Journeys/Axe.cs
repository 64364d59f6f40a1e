using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>
/// What axe-core finds on a page. Run in the page itself: Deque's adapter for Playwright carries all that passes over the wire, too, and opens a second page for each look.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <param name="part">Selector of what is looked at.</param>
    /// <param name="onlySevere">What is serious or critical.</param>
    /// <param name="onlyColours">Contrast alone.</param>
    public static async Task<IReadOnlyList<string>> LookAsync(IPage page, string part = "body", bool onlySevere = false, bool onlyColours = false)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            """
            async ({ part, onlySevere, onlyColours }) => {
                const runOnly = onlyColours
                    ? { type: 'rule', values: ['color-contrast'] }
                    : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
                const { violations } = await axe.run(document.querySelector(part), { runOnly, resultTypes: ['violations'] });
                return violations.filter(v => !onlySevere || ['serious', 'critical'].includes(v.impact)).flatMap(v => v.nodes.map(n =>
                    `${v.id} (${v.impact}): ${n.html}\n    ${[...n.any, ...n.all].map(c => c.message).join('; ')}`));
            }
            """,
            new { part, onlySevere, onlyColours });
    }
}

using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Administration;

/// <summary>How customers of a group wait: whom it may ask after how long, how many may wait, what becomes of the others.</summary>
public sealed partial class GroupLine
{
    [Parameter, EditorRequired] public required GroupDraft Draft { get; set; }

    /// <summary>The other groups.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<(Guid Id, string Name)> Groups { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<TierDraft> Tiers { get; set; }

    [Parameter, EditorRequired] public required Func<string, string?> Problem { get; set; }

    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private static string Text(ChangeEventArgs e) => e.Value?.ToString() ?? "";

    private static RelaxationStep With(RelaxationStep step, Guid group, bool helps) =>
        step with { OverflowGroups = helps ? [.. step.OverflowGroups, group] : [.. step.OverflowGroups.Where(g => g != group)] };

    /// <summary>The steps in one sentence, as they will be followed.</summary>
    private string Told()
    {
        var steps = Draft.Line.Relaxation;
        var told = new List<string>();
        if (steps[0].After > TimeSpan.Zero)
            told.Add(L["ToldNobody", (int)steps[0].After.TotalSeconds]);
        foreach (var step in steps)
        {
            var from = step.After == TimeSpan.Zero ? L["ToldFirst"].Value : L["ToldThen", (int)step.After.TotalSeconds].Value;
            var whom = step.MinLevel <= 1 ? L["ToldAll"].Value : L["ToldLevel", step.MinLevel].Value;
            var names = Groups.Where(g => step.OverflowGroups.Contains(g.Id)).Select(g => g.Name).ToList();
            told.Add(from + whom + (names.Count == 0 ? "" : L["ToldHelp", string.Join(L["Comma"], names)].Value));
        }

        return string.Join(L["Semicolon"], told) + L["FullStop"];
    }

    private Task AddStep()
    {
        var last = Draft.Line.Relaxation.Count == 0 ? null : Draft.Line.Relaxation[^1];
        var next = last is null
            ? new RelaxationStep(TimeSpan.Zero, 5, [])
            : new RelaxationStep(last.After + TimeSpan.FromSeconds(30), Math.Max(1, last.MinLevel - 2), last.OverflowGroups);
        return Set(Draft.Line with { Relaxation = [.. Draft.Line.Relaxation, next] });
    }

    private Task SetStep(int at, RelaxationStep step) =>
        Set(Draft.Line with { Relaxation = [.. Draft.Line.Relaxation.Select((s, i) => i == at ? step : s)] });

    private Task Set(LineRules line) => Change(() => Draft.Line = line);

    private Task Change(Action change)
    {
        change();
        return Changed.InvokeAsync();
    }
}

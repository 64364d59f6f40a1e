using System.Security.Claims;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Imcc.Web.Administration;

/// <summary>
/// What administration's screens have in common: who is at work, one change at a time, the sentences of its problems, and going back to
/// the list.
/// </summary>
public abstract class AdminScreen : ComponentBase
{
    private IReadOnlyList<Problem> _problems = [];

    [Inject] public required IStringLocalizer<AdminText> L { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; init; }

    /// <summary>In whose words it says what was refused and what was done.</summary>
    protected virtual IStringLocalizer Vocabulary => L;

    protected bool Busy { get; private set; }

    /// <summary>What was refused and belongs to no field of the form.</summary>
    protected string? Refusal => Sentence("");

    protected async Task<Guid> ActorAsync() =>
        Guid.Parse((await Authentication).User.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? throw new InvalidOperationException("An administrator without an id."));

    /// <summary>The sentence to stand at a field, or null.</summary>
    protected string? Sentence(string field)
    {
        var sentences = _problems.Where(p => p.Field == field).Select(WordsOf).Distinct().ToList();
        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }

    protected bool Has(string code) => _problems.Any(p => p.Code == code);

    /// <summary>What is said about a problem.</summary>
    protected virtual string WordsOf(Problem problem) => Vocabulary["Problem_" + problem.Code, problem.Argument ?? ""];

    protected bool IsBad(string field) => _problems.Any(p => p.Field == field);

    protected void Forget() => _problems = [];

    /// <param name="done">What is said when it is made; null: what is seen says it.</param>
    /// <returns>Whether it was made; if not, the problems stand at their fields.</returns>
    protected async Task<bool> MakeAsync(Func<Guid, Task<ChangeOutcome>> change, string? done)
    {
        if (Busy)
            return false;
        Busy = true;
        try
        {
            var outcome = await change(await ActorAsync());
            _problems = outcome.Problems;
            if (outcome.Made && done is not null)
                Snackbar.Add(Vocabulary[done], Severity.Success);
            return outcome.Made;
        }
        catch (UnauthorizedAccessException)
        {
            // The right was taken away while the page was open.
            _problems = [new("", "NotAllowed")];
            return false;
        }
        finally
        {
            Busy = false;
        }
    }
}

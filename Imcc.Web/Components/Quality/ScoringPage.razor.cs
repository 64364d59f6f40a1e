using Imcc.Core.Quality;
using Imcc.Infrastructure.Quality;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Imcc.Web.Components.Quality;

/// <summary>One evaluation: the conversation at the left, the form at the right. What is chosen is kept at once as a draft.</summary>
public sealed partial class ScoringPage : QualityScreen, IAsyncDisposable
{
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private IReadOnlyList<(FormSection Section, string Number)> _numbered = [];
    private IReadOnlyList<QualityChoice> _inspectors = [];
    private EvaluationSheet? _sheet;
    private QualityScript? _script;
    private ElementReference _root;
    private HashSet<string> _missing = [];
    private long _revision;
    private Guid _viewer;
    private Guid? _started;
    private string? _current;
    private string? _refusal;
    private string _comment = "";
    private string _words = "";
    private string _why = "";
    private string _state = "";
    private bool _isGone;
    private Task _keeping = Task.CompletedTask;
    private bool _isKeepingAgain;

    [Parameter] public Guid Id { get; set; }

    [Inject] public required EvaluationSheets Sheets { get; init; }

    [Inject] public required EvaluationWork Work { get; init; }

    [Inject] public required IJSRuntime Runtime { get; init; }

    private bool IsMine => _sheet?.Evaluation.AgentId == _viewer;

    private FormScore ShownScore => Scoring.Of(_sheet!.Form, _answers.Values);

    private IReadOnlyDictionary<long, string> Evidence => _numbered.SelectMany(s => s.Section.Questions.Select((q, i) => (Mark: AnswerTo(q.Id).MarkSeq, Number: $"{s.Number}.{i + 1}")))
        .Where(m => m.Mark is not null).GroupBy(m => m.Mark!.Value).ToDictionary(g => g.Key, g => string.Join(' ', g.Select(m => m.Number)));

    public async ValueTask DisposeAsync()
    {
        if (_script is not null)
            await _script.DisposeAsync();
    }

    protected override Task OnParametersSetAsync() => _sheet?.Evaluation.Id == Id ? Task.CompletedTask : ReadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_sheet is null || _started == _sheet.Evaluation.Id)
            return;
        _started = _sheet.Evaluation.Id;
        _script ??= new(Runtime);
        try
        {
            await _script.StartAsync(_root);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone.
            _started = null;
        }
    }

    private Answer AnswerTo(string question) => _answers.GetValueOrDefault(question) ?? new(question);

    private async Task ReadAsync()
    {
        _viewer = await ActorAsync();
        _sheet = await Sheets.OpenAsync(_viewer, Id);
        _isGone = _sheet is null;
        if (_sheet is null)
            return;
        // As long as nobody has scored it, it can be given to somebody else.
        _inspectors = _sheet.Rights.IsInspector && _sheet.Evaluation is { IsOpen: true, CalibrationId: null } e ? await Work.ScorersAsync(e.AgentId) : [];
        _answers.Clear();
        foreach (var answer in _sheet.Evaluation.Answers)
            _answers[answer.QuestionId] = answer;
        _numbered = [.. _sheet.Form.Sections.SelectMany((s, i) => s.Sections.Select((b, j) => (b, $"{i + 1}.{s.Questions.Count + j + 1}")).Prepend((s, $"{i + 1}")))];
        (_revision, _comment, _words, _why, _missing) = (_sheet.Evaluation.Revision, _sheet.Evaluation.Comment, "", "", []);
    }

    private Task GiveAsync(Answer answer)
    {
        _answers[answer.QuestionId] = answer;
        _missing.Remove(answer.QuestionId);
        return KeepAsync();
    }

    private Task MarkAsync(long seq) => _current is { } question ? GiveAsync(AnswerTo(question) with { MarkSeq = seq }) : Task.CompletedTask;

    /// <summary>One after the other: what changed while it was being stored is stored after it.</summary>
    private Task KeepAsync()
    {
        if (_sheet is not { Rights.Scores: true })
            return Task.CompletedTask;
        _isKeepingAgain = !_keeping.IsCompleted;
        return _isKeepingAgain ? _keeping : _keeping = StoreAsync();
    }

    private async Task StoreAsync()
    {
        do
        {
            _isKeepingAgain = false;
            _state = Q["Saving"];
            var outcome = await Work.SaveAsync(_viewer, Id, _revision, [.. _answers.Values], _comment);
            _refusal = outcome == EvaluationOutcome.Done ? null : Q[$"Outcome.{outcome}"].Value;
            _state = outcome == EvaluationOutcome.Done ? Q["Saved.At", Clock.Local(Clock.Now).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)] : "";
            if (outcome == EvaluationOutcome.Done)
                _revision++;
        }
        while (_isKeepingAgain && _refusal is null);
    }

    private async Task SubmitAsync()
    {
        // Who types the last word and submits by a key at once submits what is being stored, not something older.
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _missing = [.. EvaluationSteps.Missing(_sheet!.Form, _answers.Values)];
        await StepAsync(viewer => Work.SubmitAsync(viewer, Id, _revision, [.. _answers.Values], _comment), "Submitted");
    }

    private Task AssignAsync(ChangeEventArgs e) => StepAsync(viewer => Work.AssignAsync(viewer, Id, Guid.TryParse((string?)e.Value, out var person) ? person : null), "Assigned");

    private Task DecideAsync() => StepAsync(viewer => Work.DecideAsync(viewer, Id, _revision, [.. _answers.Values], _words), "Decided");

    private Task AcknowledgeAsync() => StepAsync(viewer => Work.AcknowledgeAsync(viewer, Id), "Acknowledged");

    private Task AppealAsync() => StepAsync(viewer => Work.AppealAsync(viewer, Id, _words), "Appealed");

    private Task WithdrawAsync() => StepAsync(viewer => Work.WithdrawAsync(viewer, Id, _why), "Withdrawn");

    private async Task StepAsync(Func<Guid, Task<EvaluationOutcome>> step, string done)
    {
        var outcome = EvaluationOutcome.NotNow;
        var isMade = await MakeAsync(
            async viewer =>
            {
                outcome = await step(viewer);
                return new(Id, outcome == EvaluationOutcome.Done ? [] : [new("", outcome.ToString())]);
            },
            done);
        _refusal = isMade ? null : Has("NotAllowed") ? Refusal : outcome == EvaluationOutcome.Unanswered ? Q["Outcome.UnansweredOf", _missing.Count].Value : Q[$"Outcome.{outcome}"].Value;
        _state = "";
        if (isMade)
            await ReadAsync();
    }
}

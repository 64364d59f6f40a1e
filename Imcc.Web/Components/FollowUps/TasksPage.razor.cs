using Imcc.Core.Desk;
using Imcc.Core.FollowUps;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Components.Desk;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.FollowUps;

/// <summary>The tasks that low ratings have called for (回访任务): a list by urgency, and a drawer in which one is worked on.</summary>
public sealed partial class TasksPage(FollowUpTasks tasks, IOutreach outreach) : FollowUpScreen
{
    private const int PageSize = 50;

    private FollowUpPage? _page;
    private FollowUpSheet? _sheet;
    private FollowUpOutcome _outcome;
    private string? _refusal;
    private bool _canWrite;
    private bool _isBusy;
    private bool _mine;
    private bool _overdue;

    [Parameter] public Guid? Chosen { get; set; }

    [SupplyParameterFromQuery(Name = "state")] public string? StateAsked { get; set; }

    [SupplyParameterFromQuery(Name = "mine")] public bool? MineAsked { get; set; }

    [SupplyParameterFromQuery(Name = "overdue")] public bool? OverdueAsked { get; set; }

    private FollowUpState? State => Enum.TryParse<FollowUpState>(StateAsked, out var state) ? state : null;

    private FollowUpFilter Filter => new(State, MineAsked ?? false, OverdueAsked ?? false);

    protected override async Task OnParametersSetAsync()
    {
        (_mine, _overdue, _outcome, _refusal) = (MineAsked ?? false, OverdueAsked ?? false, FollowUpOutcome.Done, null);
        _canWrite = (await Authentication).User.IsInRole(Role.Lead);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var actor = await ActorAsync();
        _page = await tasks.ListAsync(actor, Filter, 0, Math.Max(PageSize, _page?.Lines.Count ?? 0));
        _sheet = Chosen is { } id ? await tasks.OpenAsync(actor, id) : null;
    }

    private async Task MoreAsync()
    {
        var more = await tasks.ListAsync(await ActorAsync(), Filter, _page!.Lines.Count, PageSize);
        _page = more with { Lines = [.. _page.Lines.Concat(more.Lines).DistinctBy(l => l.Task.ConversationId)] };
    }

    private async Task StepAsync(Func<FollowUpTasks, Guid, Guid, Task<FollowUpOutcome>> step)
    {
        if (_isBusy)
            return;
        (_isBusy, _refusal) = (true, null);
        try
        {
            _outcome = await step(tasks, await ActorAsync(), _sheet!.Line.Task.ConversationId);
            await ReadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <summary>A conversation with the customer begins, and is gone on with at the desk; whoever begins it has the task.</summary>
    private async Task WriteAsync()
    {
        if (_isBusy || _sheet is not { Line.Task: { } task })
            return;
        (_isBusy, _refusal) = (true, null);
        try
        {
            var (outcome, begun) = await outreach.BeginAsync(await ActorAsync(), task.ConversationId, F["Write.Reason"]);
            if (outcome is not (CommandOutcome.Done or CommandOutcome.AlreadyDone) || begun is not { } conversation)
            {
                _refusal = F[outcome == CommandOutcome.TooLate ? "Write.TooLate" : "Write.Refused"];
                return;
            }

            if (task.State == FollowUpState.Open)
                await tasks.BeginAsync(await ActorAsync(), task.ConversationId);
            Navigation.NavigateTo(DeskUrls.Conversation(conversation));
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void Close() => Navigation.NavigateTo(Url(FollowUpUrls.Tasks, State));

    private void Look() => Navigation.NavigateTo(Url(FollowUpUrls.Tasks, State));

    private string Url(string path, FollowUpState? state) => FollowUpUrls.Of(path, ("state", state?.ToString()), ("mine", _mine ? "true" : null), ("overdue", _overdue ? "true" : null));
}

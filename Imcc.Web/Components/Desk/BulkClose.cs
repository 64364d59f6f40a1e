using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// Ending many conversations at once: which are chosen, how far it is, what became of each. Only where the customer waits for nothing: what is
/// still to be answered is never chosen, and what a customer wrote meanwhile is left alone.
/// </summary>
public sealed class BulkClose(DeskSession session, DeskServices services)
{
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);

    private readonly HashSet<Guid> _chosen = [];
    private readonly Dictionary<Guid, CommandOutcome> _failed = [];
    private Guid? _last;

    /// <summary>Whether the lists show boxes to choose by.</summary>
    public bool IsOn { get; private set; }

    public bool IsAsking { get; private set; }

    public bool IsRunning { get; private set; }

    /// <summary>Ended of <see cref="Total"/> so far.</summary>
    public int Done { get; private set; }

    public int Total { get; private set; }

    public int Chosen => _chosen.Count;

    /// <summary>Why some were not ended.</summary>
    public IReadOnlyDictionary<Guid, CommandOutcome> Failed => _failed;

    public static bool CanClose(DeskConversation c) => c.Unread == 0 && (c.State == ConversationState.Parked || c is { State: ConversationState.Active, WaitingSince: null });

    /// <summary>Whether the customer has said nothing for half an hour.</summary>
    public static bool IsSilent(DeskConversation c, DateTimeOffset now) => CanClose(c) && (c.LastMessageAt ?? c.OpenedAt) <= now - Silence;

    public bool IsChosen(Guid conversationId) => _chosen.Contains(conversationId);

    public void Switch(bool isOn)
    {
        (IsOn, IsAsking, _last) = (isOn, false, null);
        _chosen.Clear();
        _failed.Clear();
        (Done, Total) = (0, 0);
        session.Raise(DeskParts.Lists);
    }

    /// <param name="isRange">From the last that was chosen up to this one.</param>
    /// <param name="shown">The list as it is on the screen.</param>
    public void Choose(Guid conversationId, bool isRange, IReadOnlyList<DeskConversation> shown)
    {
        var isOn = !_chosen.Contains(conversationId);
        var (from, to) = (Index(_last ?? conversationId), Index(conversationId));
        if (!isRange || from < 0 || to < 0)
            from = to;
        for (var i = Math.Min(from, to); i >= 0 && i <= Math.Max(from, to); i++)
        {
            if (!CanClose(shown[i]))
                continue;
            if (isOn)
                _chosen.Add(shown[i].Id);
            else
                _chosen.Remove(shown[i].Id);
        }

        (_last, IsAsking) = (conversationId, false);
        session.Raise(DeskParts.Lists);

        int Index(Guid id) => shown.ToList().FindIndex(c => c.Id == id);
    }

    public void ChooseAll(IEnumerable<DeskConversation> conversations)
    {
        _chosen.Clear();
        _chosen.UnionWith(conversations.Where(CanClose).Select(c => c.Id));
        IsAsking = false;
        session.Raise(DeskParts.Lists);
    }

    public void Ask(bool isAsking)
    {
        IsAsking = isAsking && _chosen.Count > 0;
        session.Raise(DeskParts.Lists);
    }

    /// <summary>Ends what is chosen, one after the other. What fails stays chosen, with its reason.</summary>
    public async Task RunAsync()
    {
        if (IsRunning)
            return;
        (IsRunning, IsAsking, Done, Total) = (true, false, 0, _chosen.Count);
        _failed.Clear();
        try
        {
            foreach (var id in _chosen.ToList())
            {
                var outcome = await CloseAsync(id);
                if (DeskCalls.IsDone(outcome))
                {
                    _chosen.Remove(id);
                    Done++;
                }
                else
                {
                    _failed[id] = outcome;
                }

                session.Raise(DeskParts.Lists);
            }
        }
        finally
        {
            IsRunning = false;
        }

        if (_failed.Count == 0)
            IsOn = false;
        await session.ReadAgainAsync();
    }

    private async Task<CommandOutcome> CloseAsync(Guid id)
    {
        // The customer may have written since it was chosen.
        if (session.State.Find(id) is not { } now || !CanClose(now))
            return CommandOutcome.TooLate;
        return await session.Calls.DoAsync(
            () => now.State == ConversationState.Parked ? services.Handovers.CloseParkedAsync(session.State.AgentId, id) : services.Workplace.EndAsync(session.State.AgentId, id), isSilent: true);
    }
}

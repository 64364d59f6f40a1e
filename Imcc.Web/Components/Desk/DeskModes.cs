namespace Imcc.Web.Components.Desk;

/// <summary>What is open around the thread: one panel at a time under its head, the side panel, and whether the next message is a remark.</summary>
public sealed class DeskModes
{
    /// <summary>Whether the next message is an internal remark.</summary>
    public bool IsRemarking { get; private set; }

    /// <summary>Whether the side panel lies over the thread, on a screen too narrow for both.</summary>
    public bool IsSideOpen { get; private set; }

    /// <summary>Whether the agent looks at their own day.</summary>
    public bool IsDayOpen { get; private set; }

    public DeskPanel Panel { get; private set; }

    private string? _draft;

    public bool IsAnythingOpen => IsRemarking || IsSideOpen || IsDayOpen || Panel != DeskPanel.None;

    public event Action? Changed;

    public void Remark(bool isRemarking) => Set(() => IsRemarking = isRemarking);

    public void ShowSide(bool isOpen) => Set(() => IsSideOpen = isOpen);

    /// <summary>Somebody wants to see one of the writing tools' tabs.</summary>
    public event Action<SideTab>? TabWanted;

    /// <param name="draft">What a new quick reply begins with; null: none is begun.</param>
    public void ShowTab(SideTab tab, string? draft = null)
    {
        _draft = draft;
        ShowSide(true);
        TabWanted?.Invoke(tab);
    }

    /// <summary>What a new quick reply shall begin with, once.</summary>
    public string? TakeDraft()
    {
        var draft = _draft;
        _draft = null;
        return draft;
    }

    public void ShowDay(bool isOpen) => Set(() => IsDayOpen = isOpen);

    public void Open(DeskPanel panel) => Set(() => Panel = panel);

    /// <summary>The same key or button opens and closes.</summary>
    public void Toggle(DeskPanel panel) => Open(Panel == panel ? DeskPanel.None : panel);

    /// <summary>Another conversation begins with everything closed.</summary>
    public void Reset() => (IsRemarking, IsSideOpen, Panel) = (false, false, DeskPanel.None);

    /// <summary>What was opened last over the others is closed first.</summary>
    public void CloseOne()
    {
        if (Panel != DeskPanel.None)
            Open(DeskPanel.None);
        else if (IsDayOpen)
            ShowDay(false);
        else if (IsSideOpen)
            ShowSide(false);
        else if (IsRemarking)
            Remark(false);
    }

    private void Set(Action change)
    {
        change();
        Changed?.Invoke();
    }
}

/// <summary>What can be open under the head of the thread.</summary>
public enum DeskPanel
{
    None = 0,
    /// <summary>结束.</summary>
    End = 1,
    /// <summary>转接.</summary>
    Transfer = 2,
    /// <summary>求助.</summary>
    Help = 3,
    /// <summary>挂起.</summary>
    Park = 4,
    /// <summary>发送模板消息.</summary>
    Template = 5,
}

using System.Collections.Immutable;
using System.Security.Claims;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Layout;
using Imcc.Web.Components.Steer;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Desk;

/// <summary>The agent's desk: conversations, thread, customer. The page itself renders only when it opens; its parts follow the session.</summary>
public sealed partial class DeskPage(
    DeskServices services,
    TimeProvider time,
    NavigationManager navigation,
    DeskScript script,
    CircuitLink link,
    IStringLocalizer<DeskText> L,
    IStringLocalizer<SteerText> steerText,
    ILogger<DeskPage> logger) : IDeskInput, IAsyncDisposable
{
    // A blip shorter than this is not a lost screen.
    private static readonly TimeSpan Blip = TimeSpan.FromSeconds(3);

    private readonly CircuitCulture _culture = CircuitCulture.Current;
    private DeskSession? _session;
    private ElementReference _root;
    private bool _isHelpOpen;
    private bool _isAttached;
    private bool _isDisposed;
    private bool _wasHistory;
    private bool _isLeaving;
    private Guid? _latest;

    [Parameter]
    public Guid? ConversationId { get; set; }

    /// <summary>A conversation that a supervisor looks at, whoever has it.</summary>
    [Parameter]
    public Guid? WatchId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>What is open around the thread.</summary>
    public DeskModes Modes { get; } = new();

    private Guid? WantedId => WatchId ?? ConversationId;

    private bool IsWatching => SteerUrls.IsWatch(navigation.Uri);

    /// <summary>From a desk of one's own to a look at others', or back: the router keeps the page, but it has to begin anew.</summary>
    private bool IsOtherPage => _session is { } session && services.Steering is not null && session.Steer.IsOn != IsWatching
        && (IsWatching || IsHistory || new Uri(navigation.Uri).AbsolutePath is var path && (path == DeskUrls.Desk || path.StartsWith(DeskUrls.Desk + "/", StringComparison.Ordinal)));

    /// <summary>The search stands in the thread's place: whoever searches is still at the desk.</summary>
    private bool IsHistory => new Uri(navigation.Uri).AbsolutePath == DeskUrls.History();

    public async Task KeyAsync(string key)
    {
        if (_session is not { Phase: DeskPhase.Open } session || session.Steer.Key(key))
            return;
        switch (key)
        {
            case "previous":
                Step(session, -1);
                break;
            case "next":
                Step(session, 1);
                break;
            case "needed":
                Show(session.State.Next(session.SelectedId)?.Id ?? session.SelectedId);
                break;
            case "accept":
                if (session.State.Mine.Concat(session.State.Asked).FirstOrDefault(c => c.OfferTo(session.State.AgentId) is not null) is { } offer)
                    await session.Commands.AcceptAsync(offer);
                break;
            case "end":
                Toggle(session, DeskPanel.End);
                break;
            case "transfer":
                Toggle(session, DeskPanel.Transfer);
                break;
            case "assist":
                Toggle(session, DeskPanel.Help);
                break;
            case "park":
                Toggle(session, DeskPanel.Park);
                break;
            case "remark":
                Modes.Remark(!Modes.IsRemarking);
                break;
            case "pin":
                await session.Messages.PinLatestAsync();
                break;
            case "translate":
                await session.Translation.LatestAsync();
                break;
            case "day":
                Modes.ShowDay(!Modes.IsDayOpen);
                break;
            case "history":
                navigation.NavigateTo(DeskUrls.History());
                break;
            case "select":
                session.Bulk.Switch(!session.Bulk.IsOn);
                break;
            case "help":
                _isHelpOpen = !_isHelpOpen;
                StateHasChanged();
                break;
            case "escape":
                await EscapeAsync();
                break;
            default:
                break;
        }
    }

    public Task SubmitAsync(Guid conversationId, Guid messageId, string text, bool isRemark) =>
        _session is not { } session ? Task.CompletedTask
            : !isRemark && !string.IsNullOrWhiteSpace(text) && session.Translation.Holds(conversationId) ? TranslateAsync(session, conversationId, messageId, text)
            : SendAsync(session, conversationId, messageId, text, isRemark);

    public Task MessageAsync(string tool, Guid messageId)
    {
        if (tool == "quote")
            Modes.Remark(false);
        return _session?.Messages.DoAsync(tool, messageId) ?? Task.CompletedTask;
    }

    public Task EarlierAsync() => _session?.LoadEarlierAsync() ?? Task.CompletedTask;

    public Task SeeAsync(bool isVisible) => _session?.SeeAsync(isVisible) ?? Task.CompletedTask;

    public Task TypingAsync(Guid conversationId, bool isTyping) => _session?.TypingAsync(conversationId, isTyping) ?? Task.CompletedTask;

    public Task AttachedAsync(Guid conversationId, string fileId, string name, string contentType, long size)
    {
        _session?.Post.Attach(conversationId, fileId, name, contentType, size);
        return Task.CompletedTask;
    }

    public Task GiveBackAsync(Guid conversationId, KeptDraft kept) => _session?.Post.GiveBackAsync(conversationId, kept) ?? Task.CompletedTask;

    public Task UnsettledAsync(IReadOnlyList<UnsettledMessage> messages)
    {
        _session?.Post.Unsettled(messages);
        return Task.CompletedTask;
    }

    public Task AskForNotificationsAsync() => script.AskForNotificationsAsync();

    public Task FocusAsync(string selector) => script.FocusAsync(selector);

    /// <summary>A refused text goes back to where it was written.</summary>
    public Task RestoreAsync(Guid conversationId, LocalMessage message)
    {
        _session!.Post.Discard(message.Id);
        _session.Messages.Quote(conversationId, (message.Content as Core.Channels.TextContent)?.Quote);
        return message.Content is Core.Channels.TextContent text
            ? script.RestoreAsync(conversationId, message.Id, text.Text)
            : Task.CompletedTask;
    }

    /// <summary>What was taken back is written anew, as another message.</summary>
    public Task EditAgainAsync(Guid conversationId, string text) => script.RestoreAsync(conversationId, Guid.CreateVersion7(time.GetUtcNow()), text);

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        link.Changed -= OnLinkChanged;
        navigation.LocationChanged -= OnLocationChanged;
        if (_session is not null)
            await _session.DisposeAsync();
        await script.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication!).User;
        var agentId = Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);
        _session = new DeskSession(IsWatching ? SteerServices.Of(services) : services, agentId, time, DispatchAsync, logger);
        _session.Alerted += OnAlerted;
        _session.Wanted += Show;
        _session.Changed += OnChanged;
        _session.Steer.Taken += OnTaken;
        link.Changed += OnLinkChanged;
        navigation.LocationChanged += OnLocationChanged;
        await _session.StartAsync();
        if (WantedId is null && !IsHistory && _session.State.Next(null) is { } first)
            Show(first.Id);
        else
            await _session.SelectAsync(WantedId);
        if (DeskUrls.SeqOf(navigation.Uri) is { } seq)
            await _session.History.LookAtAsync(seq);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (IsOtherPage)
            return;
        if (_session is { Phase: DeskPhase.Open } session && session.SelectedId != WantedId)
        {
            Modes.Reset();
            _latest = session.SelectedId ?? _latest;
            await session.SelectAsync(WantedId);
        }

        if (_session is { Phase: DeskPhase.Open } open && DeskUrls.SeqOf(navigation.Uri) is { } seq)
            await open.History.LookAtAsync(seq);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isAttached || _session is not { } session)
            return;
        _isAttached = true;
        var unsettled = await script.AttachAsync(_root, this, ScriptTexts(), session.State.AgentId, session.Steer.IsOn);
        if (unsettled.Count > 0)
            session.Post.Unsettled(unsettled);
        OnAlerted([]);
    }

    // Names of what the script says by itself.
    private object ScriptTexts() => new
    {
        newMessages = L["Thread.NewMessages"].Value,
        second = L["Time.Second"].Value,
        minute = L["Time.Minute"].Value,
        hour = L["Time.Hour"].Value,
        briefMinute = L["Time.BriefMinute"].Value,
        briefHour = L["Time.BriefHour"].Value,
        day = L["Time.Day"].Value,
        uploading = L["Upload.Running"].Value,
        tooLarge = L["Upload.TooLarge"].Value,
        wrongType = L["Upload.WrongType"].Value,
        uploadFailed = L["Upload.Failed"].Value,
        offline = L["Composer.Offline"].Value,
        copied = L["Copied"].Value,
        close = L["Close"].Value,
        left = L["Time.Left"].Value,
        over = L["Time.Over"].Value,
    };

    private async Task SendAsync(DeskSession session, Guid conversationId, Guid messageId, string text, bool isRemark)
    {
        if (!isRemark)
            session.Translation.Forget(conversationId);
        if (!await session.Post.SubmitAsync(conversationId, messageId, text, isRemark))
            await script.RestoreAsync(conversationId, messageId, text);
    }

    /// <summary>What the agent wrote comes back in the customer's language, to be looked at and sent.</summary>
    private async Task TranslateAsync(DeskSession session, Guid conversationId, Guid messageId, string text)
    {
        if (await session.Translation.DraftAsync(conversationId, text) is { } shown)
            await script.RestoreAsync(conversationId, messageId, shown);
        else
            await SendAsync(session, conversationId, messageId, text, isRemark: false);
    }

    private async Task EscapeAsync()
    {
        if (_isHelpOpen)
            CloseHelp();
        else if (IsHistory)
            navigation.NavigateTo(DeskUrls.Conversation(_latest));
        else if (Modes.IsAnythingOpen)
            Modes.CloseOne();
        else
            EndChoosing();
        await script.FocusAsync(".composer-text");
    }

    private void EndChoosing()
    {
        if (_session is { Bulk: { IsOn: true, IsRunning: false } bulk })
            bulk.Switch(false);
    }

    private void CloseHelp()
    {
        _isHelpOpen = false;
        StateHasChanged();
    }

    private void Toggle(DeskSession session, DeskPanel panel)
    {
        if (session.CanReply)
            Modes.Toggle(panel);
    }

    private void Step(DeskSession session, int by)
    {
        var list = session.State.Mine.Where(c => c.State != ConversationState.Offered).ToList();
        if (list.Count == 0)
            return;
        var at = list.FindIndex(c => c.Id == session.SelectedId);
        Show(list[at < 0 ? 0 : (at + by + list.Count) % list.Count].Id);
    }

    private void Show(Guid? conversationId)
    {
        if (conversationId != WantedId)
            navigation.NavigateTo(IsWatching ? SteerUrls.Watch(conversationId) : DeskUrls.Conversation(conversationId));
    }

    // A desk of their own: another page, with a screen that counts.
    private void OnTaken(Guid conversationId) => navigation.NavigateTo(DeskUrls.Conversation(conversationId), forceLoad: true);

    private void OnChanged(DeskParts parts)
    {
        if (parts.HasFlag(DeskParts.Phase))
            StateHasChanged();
    }

    private void OnAlerted(ImmutableArray<DeskAlert> alerts)
    {
        if (_session is not { } session)
            return;
        // One sound for the most pressing of what came at once.
        var alert = alerts.IsDefaultOrEmpty ? null : alerts.MinBy(a => a.Kind);
        if (alert?.Kind == AlertKind.Assigned && session.SelectedId is null && !IsHistory)
            Show(alert.Conversation.Id);
        _ = script.AlertAsync(
            session.State.Attention,
            alert?.Kind.ToString().ToLowerInvariant(),
            alert is null ? null : alert.Kind == AlertKind.Whisper ? steerText["Alert", alert.Conversation.CustomerName].Value : L["Alert." + alert.Kind, alert.Conversation.CustomerName].Value,
            alert?.Text,
            alert is null ? null : DeskUrls.Conversation(alert.Conversation.Id));
    }

    // What stands behind the question mark is no parameter, and the way from /desk to /history changes none.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = DispatchAsync(async () =>
    {
        if (_isLeaving)
            return;
        if (IsOtherPage)
        {
            _isLeaving = true;
            navigation.NavigateTo(e.Location, forceLoad: true);
            return;
        }

        if (IsHistory || _wasHistory)
            StateHasChanged();
        if (IsHistory)
            EndChoosing();
        _wasHistory = IsHistory;
        if (_session is { Phase: DeskPhase.Open, SelectedId: { } id } session && new Uri(e.Location).AbsolutePath == DeskUrls.Conversation(id) && DeskUrls.SeqOf(e.Location) is { } seq)
            await session.History.LookAtAsync(seq);
    });

    private void OnLinkChanged() => _ = DispatchAsync(async () =>
    {
        if (_session is not { } session)
            return;
        if (link.IsUp)
        {
            await session.ReopenAsync();
            return;
        }

        await Task.Delay(Blip, time);
        if (!link.IsUp && !_isDisposed)
            await session.DisconnectAsync();
    });

    private async Task DispatchAsync(Func<Task> work)
    {
        if (_isDisposed)
            return;
        try
        {
            await InvokeAsync(async () =>
            {
                _culture.Restore();
                if (!_isDisposed)
                    await work();
            });
        }
        catch (ObjectDisposedException) when (_isDisposed)
        {
            // The circuit closed while the news was on its way.
            return;
        }
        catch (Exception e) when (!_isDisposed)
        {
            await DispatchExceptionAsync(e);
        }
    }
}

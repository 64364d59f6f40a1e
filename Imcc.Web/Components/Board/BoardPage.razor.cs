using Imcc.Core.Board;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Imcc.Web.Components.Board;

/// <summary>The live board (看板): every skill group and agent as of now, what is beyond its threshold, and what stands behind each number.</summary>
public sealed partial class BoardPage : BoardScreen
{
    private static readonly TimeSpan ListHolds = TimeSpan.FromSeconds(2);

    private HashSet<(Guid, BoardFigure)>? _red;
    private BoardBehind? _behind;
    private BoardAddress? _listed;
    private DateTimeOffset? _listedAt;

    [Inject] public required ScreenClock Clock { get; init; }

    private BoardAddress Address { get; set; } = new();

    /// <summary>The organisation's day that the figures are of.</summary>
    private DateOnly Today => DateOnly.FromDateTime(Clock.Local(View!.DayBegan).DateTime);

    public override ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        return base.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        Address = BoardAddress.Read(Navigation.Uri);
        await base.OnInitializedAsync();
        await ListAsync();
    }

    protected override async Task SeenAsync(BoardView view)
    {
        var red = view.Alarms.Where(a => a.Level == BoardLevel.Red).ToList();
        // What was red when the page was opened is seen; what turns red now is heard as well.
        var fresh = _red is null ? null : red.Where(a => !_red.Contains((a.GroupId, a.Figure))).OrderByDescending(a => a.Sounds).FirstOrDefault();
        if (fresh is not null || _red?.Count != red.Count)
            await Script.AlertAsync(red.Count, fresh, fresh is null ? "" : L["Fig." + fresh.Figure]);
        _red = [.. red.Select(a => (a.GroupId, a.Figure))];
        if (_listedAt is { } at && At - at >= ListHolds)
            await ListAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath != BoardAddress.Page)
            return;
        Address = BoardAddress.Read(e.Location);
        _ = InvokeAsync(ListAsync);
    }

    private async Task ListAsync()
    {
        if (Address is not { Open: BoardDrawer.List, Figure: { } figure })
        {
            (_behind, _listed, _listedAt) = (null, null, null);
            StateHasChanged();
            return;
        }

        if (_listed != Address)
            (_behind, _listed) = (null, Address);
        StateHasChanged();
        var asked = Address;
        try
        {
            var behind = await Board.BehindAsync(ViewerId, figure, asked.Group, asked.Agent, Closing);
            // Who has asked for something else meanwhile does not want this any more.
            if (asked == Address)
                (_behind, _listedAt) = (behind, At);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or OperationCanceledException)
        {
            return;
        }
        catch (Exception e) when (!Closing.IsCancellationRequested)
        {
            // What was read before stays; it is asked for again in a moment.
            LogFailed(Logger, e);
            _listedAt = At ?? DateTimeOffset.MinValue;
        }

        StateHasChanged();
    }

    private void Go(BoardAddress to) => Navigation.NavigateTo(to.Url);

    private void Close() => Go(Address with { Open = BoardDrawer.None, Figure = null, Agent = null });

    private BoardLine? LineOf(Guid? groupId) => groupId is null ? View?.Total : View?.Lines.FirstOrDefault(l => l.GroupId == groupId);

    private string NameOf(BoardLine line) => line.GroupId == Guid.Empty ? L["Total"] : line.Name;

    private string ListTitle(BoardFigure figure)
    {
        var whose = Address.Agent is { } agent ? View?.Agents.FirstOrDefault(a => a.Id == agent)?.Name : LineOf(Address.Group) is { } line ? NameOf(line) : null;
        return $"{L[Address.Agent is not null && figure == BoardFigure.InService ? "Fig.InHand" : "Fig." + figure]} · {whose}";
    }
}

using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Web.Components.Knowledge;

/// <summary>Where editors work: categories, the list, and the article that is written. What is listed and opened stands in the address.</summary>
public sealed partial class KnowledgeEditPage
{
    internal const int PageSize = 50;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(180);

    private readonly HashSet<Guid> _picked = [];
    private readonly Dictionary<string, int> _totals = [];
    private ElementReference _root;
    private object _editor = new();
    private string? _opened;
    private Guid? _kept;
    private ArticleChoices? _choices;
    private IReadOnlyDictionary<Guid, int> _counts = new Dictionary<Guid, int>();
    private ArticlePage? _page;
    private ListAsked _asked = new();
    private ListAsked? _shown;
    private string _text = "";
    private string _panel = "";
    private ITimer? _typing;
    private bool _isAttached;
    private bool _isRefused;
    private bool _isAdmin;
    private Guid _me;

    [Parameter] public string? Chosen { get; set; }

    [Inject] public required IArticles Articles { get; init; }

    [Inject] public required ICategories Categories { get; init; }

    [Inject] public required KnowledgeScript Script { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private Guid? ChosenId => Guid.TryParse(Chosen, out var id) ? id : null;

    private string Here => Chosen is null ? KnowledgeUrls.Editing : $"{KnowledgeUrls.Editing}/{Chosen}";

    private IEnumerable<string> Places => _isAdmin ? ["", "checks", "categories", "import", "settings"] : ["", "checks", "categories", "import"];

    public async ValueTask DisposeAsync()
    {
        _typing?.Dispose();
        Navigation.LocationChanged -= OnLocationChanged;
        await Script.DetachAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        Read();
        _isAdmin = (await Authentication).User.IsInRole(Role.Admin);
        _me = await ActorAsync();
        try
        {
            _choices = await Articles.ChoicesAsync(_me);
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
            return;
        }

        await ListAsync();
        await CountAsync();
    }

    protected override void OnParametersSet()
    {
        if (_opened == Chosen)
            return;
        // Saved for the first time it has an address; whoever writes in it goes on writing.
        if (_kept is null || ChosenId != _kept)
            _editor = new();
        (_opened, _kept) = (Chosen, null);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await Script.EditAsync(_root, new { failed = K["UploadFailed"].Value });
        _isAttached = true;
        StateHasChanged();
    }

    // What stands behind the question mark is no parameter.
    private void OnLocationChanged(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        try
        {
            Read();
            await ListAsync();
            StateHasChanged();
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    });

    private void Read()
    {
        _panel = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("panel", out var panel) && panel is [{ } name, ..] ? name : "";
        _asked = ListAsked.Of(Navigation.Uri);
        if (_typing is null)
            _text = _asked.Text;
    }

    private async Task ListAsync()
    {
        if (_choices is null || _panel.Length > 0 || _shown == _asked)
            return;
        var asked = _asked;
        var page = await Articles.ListAsync(_me, asked.Filter(Time.GetUtcNow()), asked.Page * PageSize, PageSize);
        if (asked != _asked)
            return;
        if (_shown is not null && _shown with { Page = 0 } != asked with { Page = 0 })
            _picked.Clear();
        (_page, _shown) = (page, asked);
    }

    private async Task CountAsync()
    {
        _counts = await Categories.CountsAsync(_me);
        foreach (var state in ListAsked.States)
            _totals[state] = (await Articles.ListAsync(_me, new ListAsked(State: state).Filter(Time.GetUtcNow()), 0, 1)).Total;
    }

    private void Go(ListAsked asked) => Navigation.NavigateTo(asked.Url(Here), replace: true);

    private void TypeAsync(ChangeEventArgs e)
    {
        _text = e.Value as string ?? "";
        _typing?.Dispose();
        _typing = Time.CreateTimer(_ => InvokeAsync(Asked), null, Quiet, Timeout.InfiniteTimeSpan);
    }

    private void Asked()
    {
        _typing?.Dispose();
        _typing = null;
        if (_asked.Text != _text)
            Go(_asked with { Text = _text, Page = 0 });
    }

    private async Task PickAllAsync()
    {
        foreach (var id in await Bulk.IdsAsync(_me, _asked.Filter(Time.GetUtcNow())))
            _picked.Add(id);
    }

    [Inject] public required IArticleBulk Bulk { get; init; }

    /// <summary>Something was changed: what is listed and to choose from is read again.</summary>
    private async Task RefreshAsync()
    {
        _choices = await Articles.ChoicesAsync(_me);
        _shown = null;
        await ListAsync();
        await CountAsync();
    }

    private async Task SavedAsync(Guid id)
    {
        await RefreshAsync();
        if (ChosenId == id)
            return;
        _kept = id;
        Navigation.NavigateTo(_asked.Url(KnowledgeUrls.Edit(id)), replace: true);
    }

    private async Task DeletedAsync()
    {
        await RefreshAsync();
        Navigation.NavigateTo(_asked.Url(KnowledgeUrls.Editing));
    }
}

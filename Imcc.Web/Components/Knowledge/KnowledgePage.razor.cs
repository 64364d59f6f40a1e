using Imcc.Core.Desk;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Imcc.Web.Components.Knowledge;

/// <summary>The reading page: what is typed is looked up while it is typed, what is found is read beside it. What is asked for and read stands in the address.</summary>
public sealed partial class KnowledgePage
{
    private const int Page = 50;
    private const int MostHits = 30;

    // Less than a person notices, long enough that a fast typist is not answered for every letter.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly List<Line> _lines = [];
    private ElementReference _root;
    private ReadingShelf? _shelf;
    private ReadArticle? _open;
    private bool? _rating;
    private ReadAsked _asked = new();
    private ReadAsked? _listed;
    private ITimer? _typing;
    private ITimer? _settling;
    private string _text = "";
    private Guid _me;
    private int _total;
    private bool _isEditor;
    private bool _isLead;
    private bool _isLooked;

    [Parameter] public Guid? Id { get; set; }

    [Inject] public required IArticleReading Reading { get; init; }

    [Inject] public required IArticleSearch Search { get; init; }

    [Inject] public required IKnowledgeSearches Searches { get; init; }

    [Inject] public required IArticleRatings Ratings { get; init; }

    [Inject] public required KnowledgeScript Script { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private string Counted => _asked.IsSearch ? K["FoundCount", _lines.Count] : K["Total", _total];

    public async ValueTask DisposeAsync()
    {
        _typing?.Dispose();
        _settling?.Dispose();
        Navigation.LocationChanged -= OnLocationChanged;
        await Script.DetachAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        var user = (await Authentication).User;
        _isLead = user.IsInRole(Role.Lead);
        _isEditor = user.IsInRole(Role.Editor) || user.IsInRole(Role.Admin);
        _me = await ActorAsync();
        _asked = ReadAsked.Of(Navigation.Uri);
        _text = _asked.Text;
        _shelf = await Reading.ShelfAsync(_me);
        await ListAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_open?.Article.Article.Id == Id || _shelf is null && Id is null)
            return;
        if (_me == Guid.Empty)
            _me = await ActorAsync();
        (_isLooked, var asked) = (false, Id);
        var read = asked is { } id ? await Reading.OpenAsync(_me, id) : null;
        var rating = read is null ? null : await Ratings.OfAsync(_me, asked!.Value);
        // Whoever goes down the list fast sees where they stopped.
        if (asked == Id)
            (_open, _rating, _isLooked) = (read, rating, true);
    }

    protected override Task OnAfterRenderAsync(bool firstRender) =>
        firstRender ? Script.ReadAsync(_root, new { copied = K["Copied"].Value, notCopied = K["NotCopied"].Value }) : Task.CompletedTask;

    // What stands behind the question mark is no parameter.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        try
        {
            _asked = ReadAsked.Of(Navigation.Uri);
            if (_typing is null)
                _text = _asked.Text;
            await ListAsync();
            StateHasChanged();
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    });

    private async Task ListAsync()
    {
        if (_shelf is not { } shelf || _listed == _asked)
            return;
        var asked = _asked;
        if (asked.IsSearch)
        {
            var answer = Search.Search(new(asked.Text, MostHits, Time.GetUtcNow(), IsTyped: true, Categories: asked.CategoryId is { } category ? shelf.Categories.Under(category) : null, Tag: asked.Tag, OrgUnits: shelf.Units));
            _lines.Clear();
            _lines.AddRange(answer.Hits.Select(Line.Of));
            _total = _lines.Count;
            _settling?.Dispose();
            _settling = Time.CreateTimer(_ => InvokeAsync(() => TellAsync(asked, answer.Hits.Length)), null, Settled, Timeout.InfiniteTimeSpan);
        }
        else
        {
            var (lines, total) = await Reading.ListAsync(_me, asked.CategoryId, asked.Tag, 0, Page);
            if (asked != _asked)
                return;
            _lines.Clear();
            _lines.AddRange(lines.Select(Line.Of));
            _total = total;
        }

        _listed = asked;
    }

    // Half a word that was typed on is no search; one that is left standing is, and counts where it found nothing.
    private async Task TellAsync(ReadAsked asked, int hits)
    {
        if (asked == _asked)
            await Searches.TellAsync(_me, null, asked.Text, hits);
    }

    private async Task RateAsync(bool isUseful)
    {
        if (_open?.Article.Article.Id is { } id && await Ratings.RateAsync(_me, id, isUseful) && _open?.Article.Article.Id == id)
            _rating = isUseful;
    }

    private async Task MoreAsync()
    {
        var asked = _asked;
        var (lines, total) = await Reading.ListAsync(_me, asked.CategoryId, asked.Tag, _lines.Count, Page);
        if (asked != _asked)
            return;
        _lines.AddRange(lines.Select(Line.Of).ExceptBy(_lines.Select(l => l.Id), l => l.Id));
        _total = total;
    }

    private void Type(ChangeEventArgs e)
    {
        _text = e.Value as string ?? "";
        _typing?.Dispose();
        _typing = Time.CreateTimer(_ => InvokeAsync(Asked), null, Quiet, Timeout.InfiniteTimeSpan);
    }

    // The best of what is found is read at once: most often it is what was wanted.
    private void Asked()
    {
        _typing?.Dispose();
        _typing = null;
        if (_asked.Text != _text)
            Navigation.NavigateTo((_asked with { Text = _text }).Url(Id), replace: true);
    }

    private void KeyAsync(KeyboardEventArgs e)
    {
        var at = _lines.FindIndex(l => l.Id == Id);
        switch (e.Key)
        {
            case "ArrowDown" when _lines.Count > 0:
                Show(_lines[Math.Min(at + 1, _lines.Count - 1)].Id);
                break;
            case "ArrowUp" when _lines.Count > 0:
                Show(_lines[Math.Max(at - 1, 0)].Id);
                break;
            case "Enter":
                Asked();
                if (_lines.Count > 0)
                    Show(_lines[Math.Max(at, 0)].Id);
                break;
            case "Escape":
                _text = "";
                Asked();
                break;
        }
    }

    private void Show(Guid id) => Navigation.NavigateTo(_asked.Url(id), replace: true);

    private sealed record Line(Guid Id, string Title, IReadOnlyList<TextSpan> TitleMarks, string Matched, IReadOnlyList<TextSpan> Marks, string Start, Sureness Sureness)
    {
        public static Line Of(SearchHit hit)
        {
            var marks = hit.Marks.IsDefault ? [] : hit.Marks.Select(r => r.GetOffsetAndLength(hit.Matched.Length)).Select(r => new TextSpan(r.Offset, r.Length)).ToList();
            return hit.Matched == hit.Title ? new(hit.ArticleId, hit.Title, marks, "", [], "", hit.Sureness) : new(hit.ArticleId, hit.Title, [], hit.Matched, marks, "", hit.Sureness);
        }

        public static Line Of(ReadingLine line) => new(line.Id, line.Title, [], "", [], line.Start, Sureness.None);
    }
}

using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Imcc.Web.Components.Knowledge;

/// <summary>One article as it is written: what is not saved is kept in the browser, what somebody else saved meanwhile is shown before anything is overwritten.</summary>
public sealed partial class ArticleEditor
{
    internal const string Picture = "picture";
    internal const string Attachment = "attachment";

    private static readonly TimeSpan KeptAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskedAfter = TimeSpan.FromMilliseconds(400);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<Guid, string> _titles = [];
    private ArticleSheet? _sheet;
    private ArticleSheet? _theirs;
    private ArticleForm? _form;
    private ArticleForm.Unsaved? _kept;
    private IReadOnlyList<ArticleDuplicate> _near = [];
    private IReadOnlyList<ArticleComment> _comments = [];
    private IReadOnlyList<ArticleVersion> _versions = [];
    private ITimer? _keeping;
    private ITimer? _asking;
    private ChannelKind _channel = ChannelKind.WeChat;
    private Guid _me;
    private bool _isGone;
    private Tab _tab;

    private enum Tab
    {
        Write,
        Comments,
        History,
    }

    private delegate Task<ChangeOutcome> Step(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken);

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? ArticleId { get; set; }

    /// <summary>Where a new one stands.</summary>
    [Parameter] public Guid? CategoryId { get; set; }

    [Parameter, EditorRequired] public required ArticleChoices Choices { get; set; }

    /// <summary>Saved or put elsewhere on its way.</summary>
    [Parameter, EditorRequired] public EventCallback<Guid> Saved { get; set; }

    [Parameter, EditorRequired] public EventCallback Deleted { get; set; }

    [Inject] public required IArticles Articles { get; init; }

    [Inject] public required IArticleDuplicates Duplicates { get; init; }

    [Inject] public required KnowledgeScript Script { get; init; }

    [Inject] public required ScreenClock Clock { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    // The first saving makes an article of it, before the page knows its address.
    private Guid? Id => _sheet?.Id ?? ArticleId;

    private string KeptId => Id?.ToString() ?? $"{KnowledgeUrls.New}.{_me}";

    private ArticleRights Rights => _sheet?.Rights
        ?? Choices.Units.FirstOrDefault(u => u.Unit.Id == _form?.Current.OrgUnitId)?.Rights ?? ArticleRights.None;

    private ArticleStanding Standing => _sheet?.Standing ?? ArticleStanding.New;

    private bool IsReadOnly => !Rights.MayWrite;

    public void Dispose()
    {
        _keeping?.Dispose();
        _asking?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _me = await ActorAsync();
        if (ArticleId is { } id)
        {
            if (!await OpenAsync(id))
                return;
            _form = new(_sheet!.Content, _sheet.Rev);
        }
        else if (Choices.Units.FirstOrDefault(u => u.Rights.MayWrite) is { } unit)
            _form = new(ArticleContent.Blank(unit.Unit.Id) with { CategoryId = CategoryId }, 0);
        else
        {
            _isGone = true;
            return;
        }

        _kept = ArticleForm.Read(await Script.KeptAsync(KeptId), _form.Saved);
    }

    private async Task<bool> OpenAsync(Guid id)
    {
        var sheet = await Articles.OpenAsync(_me, id);
        _isGone = sheet is null;
        if (sheet is null)
            return false;
        _sheet = sheet;
        _comments = await Articles.CommentsAsync(_me, id);
        _versions = await Articles.VersionsAsync(_me, id);
        await NameAsync(sheet.Content);
        return true;
    }

    private async Task NameAsync(ArticleContent content)
    {
        var unknown = content.Related.Where(r => !_titles.ContainsKey(r)).ToList();
        if (unknown.Count == 0)
            return;
        foreach (var (id, title) in await Articles.TitlesAsync(_me, unknown))
            _titles[id] = title;
    }

    // What is written but not saved makes a draft of it, whatever it is now.
    private bool May(ArticleStep step) => (_form!.IsDirty ? Standing.After(ArticleStep.Save, _me) : Standing).Hinders(step, _me, Rights) is null
        && (_sheet is not null || _form.IsDirty);

    private string Said(ArticleForm form) => (form.IsDirty, _sheet) switch
    {
        (true, _) => K["NotSaved"],
        (_, { } sheet) => K["ChangedBy", sheet.ChangedBy, Clock.Moment(sheet.ChangedAt)],
        _ => "",
    };

    private Task TitleAsync(ChangeEventArgs e)
    {
        _form!.Change(c => c with { Title = e.Value as string ?? "" });
        return AskedAsync();
    }

    private Task ChangeAsync(Func<ArticleContent, ArticleContent> change)
    {
        _form!.Change(change);
        Changed();
        return Task.CompletedTask;
    }

    private void Changed()
    {
        _keeping?.Dispose();
        _keeping = Time.CreateTimer(_ => InvokeAsync(KeepAsync), null, KeptAfter, Timeout.InfiniteTimeSpan);
    }

    // Whether somebody has written it already is looked at while it is written.
    private Task AskedAsync()
    {
        Changed();
        _asking?.Dispose();
        _asking = Time.CreateTimer(_ => InvokeAsync(LookForNearAsync), null, AskedAfter, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    private Task KeepAsync() => _form is { IsDirty: true } form ? Script.KeepAsync(KeptId, form.Write()) : Script.DropAsync(KeptId);

    private async Task LookForNearAsync()
    {
        var content = _form!.Content;
        if (content.Title.Length == 0 && content.Similar.IsEmpty)
            _near = [];
        else
        {
            var near = await Duplicates.FindAsync(_me, Id, content.Title, content.Similar);
            if (_form.Content.Says(content))
                _near = near;
        }

        StateHasChanged();
    }

    private async Task LeaveAsync(LocationChangingContext leaving)
    {
        if (_form is not { IsDirty: true } || IsWithin(leaving.TargetLocation))
            return;
        await KeepAsync();
        Snackbar.Add(K["KeptOnLeaving"], Severity.Info);
    }

    private bool IsWithin(string target) => Id is { } id && new Uri(new Uri(Navigation.BaseUri), target).AbsolutePath == KnowledgeUrls.Edit(id);

    private async Task SaveAsync()
    {
        if (await StoreAsync() is { } id)
            await Saved.InvokeAsync(id);
    }

    /// <returns>Null: it was refused, or somebody else's is there now.</returns>
    private async Task<Guid?> StoreAsync()
    {
        var (form, content) = (_form!, _form!.Content);
        var stored = Guid.Empty;
        if (!await MakeAsync(Save, "Saved"))
        {
            if (Has(nameof(ArticleFault.ChangedMeanwhile)) && Id is { } contested)
                _theirs = await Articles.OpenAsync(_me, contested);
            return null;
        }

        (_theirs, _kept) = (null, null);
        _keeping?.Dispose();
        await Script.DropAsync(KeptId);
        if (await OpenAsync(stored))
        {
            form.Keep(_sheet!.Content, _sheet.Rev);
            // The server cleans what it keeps; what was written meanwhile stays.
            if (form.IsDirty && form.Content.Says(content))
                _form = new(_sheet.Content, _sheet.Rev);
        }

        return stored;

        async Task<ChangeOutcome> Save(Guid actor)
        {
            var outcome = await Articles.SaveAsync(actor, Id, form.Revision, content);
            stored = outcome.Id;
            return outcome;
        }
    }

    private async Task DoAsync(ArticleStep step, Step take)
    {
        var id = Id;
        var isNew = id is null;
        if (_form!.IsDirty && step is not ArticleStep.Withdraw)
        {
            id = await StoreAsync();
            if (id is null)
                return;
        }

        if (_sheet is not { } sheet || id is not { } article)
            return;
        var done = await MakeAsync(actor => take(actor, article, sheet.Rev, CancellationToken.None), "Done." + step);
        if (!done && Has(nameof(ArticleFault.ChangedMeanwhile)))
            await ReloadAsync(article);
        else if (done)
            await ReloadAsync(article);
        if (done || isNew)
            await Saved.InvokeAsync(article);
    }

    // What is written stays on the form; what is not is what is there now.
    private async Task ReloadAsync(Guid id)
    {
        var isDirty = _form!.IsDirty;
        if (!await OpenAsync(id))
            return;
        if (isDirty)
            _form.Keep(_form.Saved, _sheet!.Rev);
        else
            _form = new(_sheet!.Content, _sheet.Rev);
    }

    private async Task DeleteAsync()
    {
        if (_sheet is not { } sheet || !await MakeAsync(actor => Articles.DeleteAsync(actor, sheet.Id, sheet.Rev), "Done.Delete"))
            return;
        await Script.DropAsync(KeptId);
        _form!.Keep(_form.Content, sheet.Rev);
        await Deleted.InvokeAsync();
    }

    private async Task TakeOverAsync()
    {
        _form!.Keep(_theirs!.Content, _theirs.Rev);
        _theirs = null;
        Forget();
        await SaveAsync();
    }

    private async Task LoadTheirsAsync()
    {
        _theirs = null;
        Forget();
        await Script.DropAsync(KeptId);
        if (await OpenAsync(_sheet!.Id))
            _form = new(_sheet.Content, _sheet.Rev);
    }

    private void RestoreKept()
    {
        // As of when it was written: if somebody saved since, that is seen at saving.
        var form = new ArticleForm(_form!.Saved, Id is null ? 0 : _kept!.Revision);
        form.Replace(_kept!.Content);
        (_form, _kept) = (form, null);
    }

    private Task DropKeptAsync()
    {
        _kept = null;
        return Script.DropAsync(KeptId);
    }

    private async Task RestoreAsync(int number)
    {
        await DoAsync(ArticleStep.Save, (p, id, rev, ct) => Articles.RestoreAsync(p, id, rev, number, ct));
        _tab = Tab.Write;
    }

    private async Task<ArticleContent?> ReadAsync(int number)
    {
        var content = Id is { } id ? await Articles.VersionAsync(_me, id, number) : null;
        if (content is not null)
            await NameAsync(content);
        return content;
    }

    private async Task<bool> CommentAsync(string text)
    {
        if (Id is not { } id || !await MakeAsync(actor => Articles.CommentAsync(actor, id, text), "Done.Comment"))
            return false;
        _comments = await Articles.CommentsAsync(_me, id);
        return true;
    }

    private Task<ArticlePage> ListAsync(string text) => Articles.ListAsync(_me, new(text), 0, 8);

    private string? NameFor(string field, Guid id) => field switch
    {
        nameof(ArticleContent.CategoryId) => string.Join(CategoryTree.Separator, Choices.Categories.PathOf(id)) is { Length: > 0 } path ? path : null,
        nameof(ArticleContent.OrgUnitId) => Choices.Units.FirstOrDefault(u => u.Unit.Id == id)?.Unit.Name,
        nameof(ArticleContent.Accounts) => Choices.Accounts.FirstOrDefault(a => a.Id == id).Name,
        _ => _titles.GetValueOrDefault(id),
    };

    // A file that arrived, or why it did not, by the script.
    private Task SentAsync(ChangeEventArgs e)
    {
        if (JsonSerializer.Deserialize<Sent>(e.Value as string ?? "null", Json) is not { } sent)
            return Task.CompletedTask;
        if (sent.Kind == "refused")
        {
            Snackbar.Add(sent.Detail ?? "", Severity.Error);
            return Task.CompletedTask;
        }

        var file = new MediaRef(sent.Id, Name: sent.Name, ContentType: sent.ContentType, Size: sent.Size);
        return sent.Kind == Picture
            ? ChangeAsync(c => c with { Answer = c.Answer with { Pictures = c.Answer.Pictures.Add(file) } })
            : ChangeAsync(c => c with { Attachments = c.Attachments.Add(file) });
    }

    private sealed record Sent(string Kind, string? Id, string? Name, string? ContentType, long? Size, string? Detail);
}

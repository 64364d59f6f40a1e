using System.Globalization;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// Translation at the desk: message by message, or a whole conversation in both directions. What the agent writes is never sent translated unseen: its translation
/// comes back into the composer, and goes out when it is sent from there.
/// </summary>
public sealed class DeskTranslation
{
    private const int MostKept = 500;
    private const int LookedBack = 20;

    private readonly DeskSession _session;
    private readonly ITranslations _translations;
    private readonly Dictionary<Guid, MessageTranslation> _messages = [];
    private readonly HashSet<Guid> _automatic = [];
    private readonly Dictionary<Guid, string> _languages = [];
    private readonly Dictionary<Guid, DraftTranslation> _drafts = [];
    private readonly string _own = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public DeskTranslation(DeskSession session, ITranslations translations)
    {
        (_session, _translations) = (session, translations);
        session.Changed += parts =>
        {
            if (parts.HasFlag(DeskParts.Thread))
                Follow();
        };
    }

    public bool IsOn => _translations.IsOn;

    /// <summary>Something to show is different.</summary>
    public event Action? Changed;

    public MessageTranslation? Of(Guid messageId) => _messages.GetValueOrDefault(messageId);

    public DraftTranslation? DraftOf(Guid conversationId) => _drafts.GetValueOrDefault(conversationId);

    public bool IsAutomatic(Guid conversationId) => _automatic.Contains(conversationId);

    /// <summary>The language of the customer's latest translated words; null: not known yet.</summary>
    public string? LanguageOf(Guid threadId) => _languages.GetValueOrDefault(threadId);

    public void Toggle(Guid conversationId)
    {
        if (!_automatic.Remove(conversationId))
            _automatic.Add(conversationId);
        _drafts.Remove(conversationId);
        Changed?.Invoke();
        Follow();
    }

    /// <summary>The same click shows and hides.</summary>
    public Task ToggleAsync(ThreadMessage message) => _messages.TryGetValue(message.Id, out var known) && known.Problem is null
        ? Hide(message.Id, known)
        : TranslateAsync(message);

    /// <summary>Translates the customer's latest words.</summary>
    public Task LatestAsync() => IsOn && _session.Thread?.Messages.LastOrDefault(IsCustomers) is { } latest ? ToggleAsync(latest) : Task.CompletedTask;

    /// <summary>Whether what the agent sends is first to be shown in the customer's language.</summary>
    public bool Holds(Guid conversationId) => IsOn && _automatic.Contains(conversationId) && !(_drafts.TryGetValue(conversationId, out var draft) && draft.IsReady);

    /// <returns>The text that is to stand in the composer now; null: it can be sent as it is.</returns>
    public async Task<string?> DraftAsync(Guid conversationId, string text)
    {
        if (_session.State.Find(conversationId) is not { } conversation)
            return null;
        if (!_languages.TryGetValue(conversation.ThreadId, out var language))
        {
            // Not heard yet what the customer speaks: their latest words tell.
            if (_session.Thread is { } thread && thread.ThreadId == conversation.ThreadId && thread.Messages.LastOrDefault(IsCustomers) is { } latest)
                await TranslateAsync(latest);
            if (!_languages.TryGetValue(conversation.ThreadId, out language))
                language = _own;
        }

        var answer = await _translations.TranslateAsync(text, language, language == _own ? language : null, _session.Calls.Closing);
        if (answer.Outcome == TranslationOutcome.Same)
            return null;
        var isDone = answer.Outcome == TranslationOutcome.Done;
        // Sent as it is only when the agent says so: a second Enter must not send what nobody has read.
        _drafts[conversationId] = new(text, language, isDone, isDone ? null : "Translate." + answer.Outcome);
        Changed?.Invoke();
        return isDone ? answer.Text : text;
    }

    /// <summary>What stands in the composer is sent as it is.</summary>
    public void SendAsItIs(Guid conversationId)
    {
        if (_drafts.TryGetValue(conversationId, out var draft))
            _drafts[conversationId] = draft with { IsReady = true, Problem = null };
        Changed?.Invoke();
    }

    /// <summary>It was sent, or taken back.</summary>
    public void Forget(Guid conversationId)
    {
        if (_drafts.Remove(conversationId))
            Changed?.Invoke();
    }

    private static bool IsCustomers(ThreadMessage m) => m.Sender == MessageSender.Customer && DeskMask.WordsOf(m.Content) is not null;

    private Task Hide(Guid messageId, MessageTranslation known)
    {
        _messages[messageId] = known with { IsHidden = !known.IsHidden };
        Changed?.Invoke();
        return Task.CompletedTask;
    }

    private async Task TranslateAsync(ThreadMessage message)
    {
        if (DeskMask.WordsOf(message.Content) is not { } words || _messages.GetValueOrDefault(message.Id)?.IsBusy == true)
            return;
        if (_messages.Count >= MostKept)
            _messages.Clear();
        _messages[message.Id] = new("", null, IsBusy: true, null);
        Changed?.Invoke();
        var answer = await _translations.TranslateAsync(words, _own, null, _session.Calls.Closing);
        if (answer.Source is { } source && message.Sender == MessageSender.Customer)
            _languages[message.ThreadId] = source;
        _messages[message.Id] = new(answer.Text, answer.Source, false, answer.Outcome == TranslationOutcome.Done ? null : "Translate." + answer.Outcome);
        Changed?.Invoke();
    }

    private void Follow()
    {
        if (!IsOn || _session.SelectedId is not { } id || !_automatic.Contains(id) || _session.Thread is not { } thread)
            return;
        foreach (var message in thread.Messages.TakeLast(LookedBack).Where(m => IsCustomers(m) && !_messages.ContainsKey(m.Id)).ToList())
            _ = _session.Calls.AskAsync<object>(async () =>
            {
                await TranslateAsync(message);
                return null;
            });
    }
}

/// <param name="Source">The language that it was written in.</param>
/// <param name="Problem">The key of the sentence why there is no translation; null: there is one, or will be.</param>
public sealed record MessageTranslation(string Text, string? Source, bool IsBusy, string? Problem, bool IsHidden = false);

/// <summary>What the agent wrote before it was translated.</summary>
/// <param name="IsReady">What stands in the composer goes out with the next sending.</param>
/// <param name="Problem">The key of the sentence why it could not be translated.</param>
public sealed record DraftTranslation(string Original, string Language, bool IsReady, string? Problem);

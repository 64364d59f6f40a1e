using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Replies;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// Looks up what could answer the customer's latest words, without being asked. It runs beside the messages and never holds one up; of
/// two look-ups only the later one is shown.
/// </summary>
public sealed class DeskKnowledge
{
    // Longer than that nobody waits for a hint.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan InARow = TimeSpan.FromMinutes(2);
    private const int Kept = 4;

    private readonly DeskSession _session;
    private readonly IKnowledge _knowledge;
    private readonly TimeProvider _time;
    private readonly List<Lookup> _lookups = [];
    private readonly Dictionary<(Guid Message, Guid Finding), bool> _ratings = [];
    private Guid? _conversationId;
    private Guid? _askedFor;

    public DeskKnowledge(DeskSession session, IKnowledge knowledge, TimeProvider time)
    {
        _session = session;
        _time = time;
        _knowledge = knowledge;
        session.Changed += OnChanged;
    }

    /// <summary>What was found in the conversation that is looked at, for the latest words first; at most 4.</summary>
    public IReadOnlyList<Lookup> Lookups => _lookups;

    /// <summary>The customer's latest words, where nothing is known about them; null: something is, or nothing was asked.</summary>
    public string? Missed { get; private set; }

    public bool? RatingOf(Guid messageId, Guid findingId) => _ratings.TryGetValue((messageId, findingId), out var rating) ? rating : null;

    public async Task RateAsync(Lookup lookup, Guid findingId, bool isUseful)
    {
        if (_conversationId is not { } conversation)
            return;
        if (!DeskCalls.IsDone(await _session.Calls.DoAsync(() => _knowledge.RateAsync(_session.State.AgentId, conversation, lookup.MessageId, findingId, isUseful))))
            return;
        _ratings[(lookup.MessageId, findingId)] = isUseful;
        _session.Raise(DeskParts.Knowledge);
    }

    /// <summary>Exactly this answer goes to the customer as it is, and nothing else of what is being written. With a variable open it stays.</summary>
    public async Task SendAsync(Guid conversationId, Guid messageId, Guid findingId, TimeSpan timeOfDay)
    {
        // Whoever pressed saw an earlier screen: another answer than the one they read must not go out.
        if (!_session.CanReply || _session.SelectedId != conversationId || _conversationId != conversationId
            || _lookups.Find(l => l.MessageId == messageId)?.Findings.FirstOrDefault(f => f.Id == findingId) is not { } finding)
        {
            _session.Calls.Say("Notice.FindingGone");
            return;
        }

        var filled = ReplyVariables.Fill(finding.Text, _session.Replies.Values(timeOfDay));
        if (filled.Open.Count > 0)
        {
            _session.Calls.Say("Notice.OpenVariable");
            return;
        }

        if (finding.IsInternal || !await _session.Post.SubmitAsync(conversationId, Guid.CreateVersion7(_time.GetUtcNow()), filled.Text, isRemark: false, isAlone: true, finding.Further))
            return;
        if (!finding.IsArticle)
            await _session.Replies.UsedAsync(findingId);
    }

    private void OnChanged(DeskParts parts)
    {
        if ((parts & (DeskParts.Thread | DeskParts.Selection)) == 0)
            return;
        if (_conversationId != _session.SelectedId)
        {
            (_conversationId, _askedFor) = (_session.SelectedId, null);
            _lookups.Clear();
            Missed = null;
            _ratings.Clear();
            _session.Raise(DeskParts.Knowledge);
        }

        if (!_session.CanReply || _session.Thread is not { IsLoaded: true } thread)
            return;
        if (thread.Messages.LastOrDefault(m => m is { Direction: MessageDirection.Inbound, Content: TextContent }) is not { } latest || latest.Id == _askedFor)
            return;
        _askedFor = latest.Id;
        _ = LookUpAsync(_conversationId!.Value, latest, Before(thread.Messages, latest));
    }

    // Several messages in a row are one question, until somebody answers or time has passed.
    private static ImmutableArray<string> Before(IReadOnlyList<ThreadMessage> messages, ThreadMessage latest) =>
        [.. messages.TakeWhile(m => m.Id != latest.Id).Reverse().TakeWhile(m => m.Direction == MessageDirection.Inbound && latest.At - m.At < InARow)
            .Select(m => m.Content).OfType<TextContent>().Take(3).Select(t => t.Text).Reverse()];

    private async Task LookUpAsync(Guid conversationId, ThreadMessage message, ImmutableArray<string> before)
    {
        var text = ((TextContent)message.Content).Text;
        Findings findings;
        try
        {
            findings = await _knowledge.LookUpAsync(_session.State.AgentId, conversationId, text, before, _session.Calls.Closing).WaitAsync(Patience, _session.Calls.Closing);
        }
        catch (OperationCanceledException) when (_session.Calls.Closing.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // A hint that does not come is no reason to disturb anybody.
            _session.Calls.Failed(e, nameof(LookUpAsync));
            return;
        }

        if (_askedFor != message.Id || _conversationId != conversationId)
            return;
        Missed = findings.IsMiss ? text : null;
        if (findings.Items.Count == 0)
        {
            _session.Raise(DeskParts.Knowledge);
            return;
        }

        _lookups.Insert(0, new(message.Id, text, findings.Items));
        if (_lookups.Count > Kept)
            _lookups.RemoveAt(Kept);
        _session.Raise(DeskParts.Knowledge);
    }
}

/// <summary>What was found for one thing that the customer said.</summary>
public sealed record Lookup(Guid MessageId, string Question, IReadOnlyList<Finding> Findings);

using System.Collections.Immutable;
using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering;

namespace Imcc.Infrastructure.Conversations;

/// <summary>What one customer asks the system itself, and what they asked just before: several messages in a row are one question.</summary>
internal sealed class Enquiries(IAnswering answering)
{
    /// <summary>Whoever pauses longer than that begins anew.</summary>
    private static readonly TimeSpan Row = TimeSpan.FromMinutes(2);
    private const int Remembered = 3;

    private readonly Queue<(DateTimeOffset At, string Text)> _before = [];

    private IAnswering Answering => answering;

    public Enquiry Begin(InboundMessage message, ChannelAccount account, Guid threadId, (string Text, bool IsTap) seeks, FlowRun? flow) => new(this, message, account, threadId, seeks, flow);

    private ImmutableArray<string> Before(DateTimeOffset now)
    {
        while (_before.TryPeek(out var oldest) && oldest.At < now - Row)
            _before.Dequeue();
        return [.. _before.Select(b => b.Text)];
    }

    private void Remember(string text, DateTimeOffset now)
    {
        if (_before.Count == Remembered)
            _before.Dequeue();
        _before.Enqueue((now, text));
    }

    internal sealed class Enquiry(Enquiries all, InboundMessage message, ChannelAccount account, Guid threadId, (string Text, bool IsTap) seeks, FlowRun? flow)
    {
        private AutomaticAnswer? _found;

        public async ValueTask<AutomaticAnswer?> FindAsync(DateTimeOffset now)
        {
            var ask = new AnswerAsk(account.Id, account.Kind, threadId, seeks.Text, now, seeks.IsTap, seeks.IsTap ? [] : all.Before(now), flow);
            if (message.Content is TextContent { MenuItemId: { Length: > 0 } tapped })
                _found = await all.Answering.FindAsync(ask with { Text = tapped, IsTap = true });
            return _found ??= await all.Answering.FindAsync(ask);
        }

        /// <summary>Keeps what came of it beside the message. Thanks and the like are no question that went unanswered.</summary>
        public void Note(ThreadWork work)
        {
            // What was answered is no part of the next question.
            if (_found is not null)
                all._before.Clear();
            else if (!seeks.IsTap)
                all.Remember(seeks.Text, work.Around.Now);
            if (_found is null && (seeks.IsTap || account.Texts.IsCourtesy(seeks.Text)))
                return;
            var row = new AnswerRow
            {
                MessageId = message.Id,
                ThreadId = threadId,
                AccountId = account.Id,
                At = work.Around.Now,
                Step = _found?.Step ?? AnswerStep.None,
                ArticleId = _found?.ArticleId,
                RuleId = _found?.RuleId,
            };
            work.Also(unit => unit.Insert(row));
        }
    }
}

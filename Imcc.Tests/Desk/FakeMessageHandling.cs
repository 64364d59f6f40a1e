using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

/// <summary>Pins and recalls in memory, over the threads of a <see cref="FakeWorkplace"/>; decided as the real ones are.</summary>
internal sealed class FakeMessageHandling(FakeWorkplace workplace) : IMessageHandling
{
    private int _made;
    private PinnedMessage? _removed;

    public List<PinnedMessage> Pins { get; } = [];

    public List<string> Commands { get; } = [];

    /// <summary>What the next commands of this name come back with.</summary>
    public Dictionary<string, CommandOutcome> Outcomes { get; } = [];

    public Task<IReadOnlyList<PinnedMessage>?> PinsAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<PinnedMessage>?>([.. Pins.Where(p => p.Pin.IsShownIn(conversationId))]);

    public Task<CommandOutcome> PinAsync(
        Guid agentId, Guid conversationId, Guid messageId, string number = "", PinScope scope = PinScope.Conversation, string note = "", CancellationToken cancellationToken = default) =>
        DoAsync($"pin {number} {note}", conversationId, () => Pins.Insert(0, Make(conversationId, messageId, number, scope, note)));

    public Task<CommandOutcome> UnpinAsync(Guid agentId, Guid conversationId, Guid pinId, CancellationToken cancellationToken = default) =>
        DoAsync("unpin", conversationId, () =>
        {
            _removed = Pins.Single(p => p.Pin.Id == pinId);
            Pins.Remove(_removed);
        });

    public Task<CommandOutcome> RestorePinAsync(Guid agentId, Guid conversationId, Guid pinId, CancellationToken cancellationToken = default) =>
        DoAsync("restore", conversationId, () => Pins.Insert(0, _removed!));

    public Task<CommandOutcome> AnnotatePinAsync(Guid agentId, Guid conversationId, Guid pinId, string note, CancellationToken cancellationToken = default) =>
        DoAsync("note " + note, conversationId, () => Change(pinId, p => p with { Note = note }));

    public Task<CommandOutcome> ExtendPinAsync(Guid agentId, Guid conversationId, Guid pinId, PinScope scope, CancellationToken cancellationToken = default) =>
        DoAsync("scope " + scope, conversationId, () => Change(pinId, p => p with { Scope = scope }));

    public async Task<CommandOutcome> RecallAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default)
    {
        Commands.Add("recall");
        var outcome = Outcomes.GetValueOrDefault("recall", CommandOutcome.Done);
        if (outcome == CommandOutcome.Done)
        {
            var thread = workplace.Threads[workplace.Conversations[conversationId].ThreadId];
            var index = thread.FindIndex(m => m.Id == messageId);
            thread[index] = thread[index] with { RecalledAt = Start.AddMinutes(1) };
            await workplace.TellAsync(new MessageRecalled(thread[index]));
        }

        return outcome;
    }

    public async Task<CommandOutcome> HoldAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default)
    {
        Commands.Add("hold");
        var outcome = Outcomes.GetValueOrDefault("hold", CommandOutcome.Done);
        if (outcome == CommandOutcome.Done)
            await workplace.TellAsync(new DeliveryChanged(workplace.Conversations[conversationId].ThreadId, messageId, DeliveryState.Held, "45015", false, RefusalKind.WindowClosed));
        return outcome;
    }

    public PinnedMessage Make(Guid conversationId, Guid messageId, string number = "", PinScope scope = PinScope.Conversation, string note = "")
    {
        var conversation = workplace.Conversations[conversationId];
        var message = workplace.Threads[conversation.ThreadId].Single(m => m.Id == messageId);
        var pin = new Pin
        {
            Id = Id(9_000_000 + ++_made),
            ThreadId = conversation.ThreadId,
            ConversationId = conversationId,
            MessageId = messageId,
            Number = number,
            Scope = scope,
            Note = note,
            ByAgentId = Me,
            At = Start.AddSeconds(_made),
        };
        var text = number.Length > 0 ? number : message.Content is TextContent said ? said.Text : message.Content.Preview;
        return new(pin, message.Seq, text, message.Sender, message.Direction == MessageDirection.Internal, message.Sender == MessageSender.Agent ? "林晓芸" : "", message.At, "林晓芸");
    }

    private void Change(Guid pinId, Func<Pin, Pin> change)
    {
        var index = Pins.FindIndex(p => p.Pin.Id == pinId);
        Pins[index] = Pins[index] with { Pin = change(Pins[index].Pin) };
    }

    private async Task<CommandOutcome> DoAsync(string command, Guid conversationId, Action carryOut)
    {
        Commands.Add(command.Trim());
        var outcome = Outcomes.GetValueOrDefault(command.Split(' ')[0], CommandOutcome.Done);
        if (outcome != CommandOutcome.Done)
            return outcome;
        carryOut();
        await workplace.TellAsync(new PinsChanged(workplace.Conversations[conversationId].ThreadId, conversationId, [.. Pins.Where(p => p.Pin.IsShownIn(conversationId))]));
        return outcome;
    }
}

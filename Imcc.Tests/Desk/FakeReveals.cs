using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>Knows one number for each place that a test names, and notes who asked why.</summary>
internal sealed class FakeReveals : IReveals
{
    public bool MayReveal { get; set; } = true;

    public Dictionary<(Guid Message, int Start), string> Numbers { get; } = [];

    public List<(Guid Conversation, Guid Message, int Start, string Reason)> Asked { get; } = [];

    public CommandOutcome Outcome { get; set; } = CommandOutcome.Done;

    public RevealTerms TermsOf(Guid agentId) => new(MayReveal, MayReveal ? ["核对客户身份", "给客户回电"] : []);

    public Task<Revealed> RevealAsync(Guid agentId, Guid conversationId, Guid messageId, int start, string reason, CancellationToken cancellationToken = default)
    {
        Asked.Add((conversationId, messageId, start, reason));
        return Task.FromResult(Outcome == CommandOutcome.Done && Numbers.TryGetValue((messageId, start), out var number) ? new Revealed(CommandOutcome.Done, number) : new Revealed(Outcome == CommandOutcome.Done ? CommandOutcome.NotFound : Outcome));
    }
}

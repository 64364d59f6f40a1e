using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Flows;

namespace Imcc.Core.Answering;

/// <param name="Text">What the customer wrote, or the key of what they tapped.</param>
/// <param name="IsTap">A tapped menu entry: only keywords that stand for it answer it.</param>
/// <param name="Before">What they wrote just before, the latest last; at most 5.</param>
/// <param name="Flow">The flow that waits for the customer's answer; null: none does.</param>
public sealed record AnswerAsk(Guid AccountId, ChannelKind Channel, Guid ThreadId, string Text, DateTimeOffset Now, bool IsTap = false, ImmutableArray<string> Before = default, FlowRun? Flow = null);

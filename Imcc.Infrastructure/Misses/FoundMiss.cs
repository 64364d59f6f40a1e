using Imcc.Core.Misses;

namespace Imcc.Infrastructure.Misses;

/// <summary>A message that belongs on the list, before it is sorted. Personal numbers are hidden already.</summary>
internal sealed record FoundMiss(Guid MessageId, Guid ThreadId, Guid? AccountId, DateTimeOffset At, MissSource Source, string Text, string Answer, Guid? ArticleId);

namespace Imcc.Core.Answering;

/// <summary>The keyword rules (关键字应答) in force.</summary>
public interface IKeywordReplies
{
    /// <summary>The rule that wins for these words; null: none fits. Takes microseconds, never waits.</summary>
    AutomaticAnswer? Find(AnswerAsk ask);
}

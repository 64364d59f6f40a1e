using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;

namespace Imcc.Tests.Answering;

/// <summary>Keyword rules for tests, each known by its name.</summary>
internal static class KeywordRules
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid Account = new(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    public static readonly Guid Other = new(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    private static readonly Guid Unit = new(9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    /// <param name="age">The higher the older; rules of one age are ordered by their names.</param>
    public static KeywordRule Rule(string name, KeywordKind kind, string text, int priority = 100, int age = 0, bool fuzzy = false) =>
        new(IdOf(name), name, [new(kind, text)], new([new TextContent(name)]), priority, fuzzy, [], Unit, true, Now.AddDays(-age));

    public static KeywordMatcher Matcher(params KeywordRule[] rules) => new(rules, StopWords.None);

    public static AnswerAsk Ask(string text, bool isTap = false) => new(Account, ChannelKind.WeChat, Guid.Empty, text, Now, isTap);

    /// <summary>The name of the rule that answers, with its step; null: none.</summary>
    public static string? Said(this KeywordMatcher matcher, string text, bool isTap = false) =>
        matcher.Find(Ask(text, isTap)) is { } answer ? $"{answer.Step}:{((TextContent)answer.Contents[0]).Text}" : null;

    private static Guid IdOf(string name)
    {
        var bytes = new byte[16];
        System.Text.Encoding.UTF8.GetBytes(name).AsSpan(0, Math.Min(16, System.Text.Encoding.UTF8.GetByteCount(name))).CopyTo(bytes);
        return new(bytes, bigEndian: true);
    }
}

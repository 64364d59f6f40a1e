using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Sensitive words in what customers say: on record with the conversation, for those whom rules tell of them.</summary>
internal static class HeardWords
{
    public static void Note(ThreadWork work, MessageContent content)
    {
        if (work.After.Current is not { IsOpen: true } current || TextOf(content) is not { Length: > 0 } text)
            return;
        var words = work.Around.Directory.Words.Judge(text, current.GroupId).Words;
        if (words.Count > 0)
            work.Take(new() { Outcome = CommandOutcome.Done, Happened = [new(ConversationEventKind.WordsHeard, string.Join('、', words))] });
    }

    private static string TextOf(MessageContent content) => content switch
    {
        TextContent text => text.Text,
        VoiceContent { Recognition: { } recognition } => recognition,
        _ => "",
    };
}

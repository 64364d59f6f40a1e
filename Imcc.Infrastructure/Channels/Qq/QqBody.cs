using System.Globalization;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>The bodies that QQ's message interface takes; every character as it is.</summary>
internal static class QqBody
{
    private const int MostButtons = 5;
    private const int LongestLabel = 10;

    /// <returns>Null for a content that is not sent by itself.</returns>
    public static string? Of(MessageContent content, bool hasMarkdown) => content switch
    {
        TextContent { Text.Length: > 0 } text => Text(MessageQuote.Plain(text)),
        LinkContent link when hasMarkdown => Markdown($"**{Escaped(link.Title)}**\n{(string.IsNullOrEmpty(link.Description) ? "" : Escaped(link.Description) + "\n")}[{Escaped(link.Title)}]({link.Url})"),
        LinkContent link => Text(string.Join('\n', new[] { link.Title, link.Description, link.Url }.Where(p => !string.IsNullOrWhiteSpace(p)))),
        SurveyContent survey when hasMarkdown && survey.Options.Count <= MostButtons * MostButtons => Survey(survey),
        SurveyContent survey => Text(survey.AsText),
        ChoiceContent choice => Text(choice.AsText),
        MusicContent music => Text(string.Join('\n', new[] { music.Title, music.Description, music.Url }.Where(p => !string.IsNullOrWhiteSpace(p)))),
        _ => null,
    };

    public static string Media(string fileInfo) =>
        new StringBuilder("{\"msg_type\":7,\"content\":\" \",\"media\":{\"file_info\":").AppendJson(fileInfo).Append("}}").ToString();

    /// <summary>The guilds' older interface: no types, and no numbers.</summary>
    public static string? OfGuild(MessageContent content, QqName? name) =>
        Of(content, hasMarkdown: false) is null ? null : Named(WeChatJson.Object(("content", content is TextContent text ? MessageQuote.Plain(text) : Words(content))), name, hasSeq: false);

    public static string Typing => "{\"msg_type\":6,\"input_notify\":{\"input_type\":1,\"input_second\":10}}";

    /// <summary>The same body as an answer to that message.</summary>
    public static string Named(string body, QqName? name, bool hasSeq = true)
    {
        if (name is null)
            return body;
        var json = new StringBuilder(body, 0, body.Length - 1, body.Length + 200).Append(name.IsEvent ? ",\"event_id\":" : ",\"msg_id\":").AppendJson(name.Id);
        if (hasSeq)
            json.Append(CultureInfo.InvariantCulture, $",\"msg_seq\":{name.Seq}");
        return json.Append('}').ToString();
    }

    private static string Words(MessageContent content) => content switch
    {
        LinkContent link => string.Join('\n', new[] { link.Title, link.Description, link.Url }.Where(p => !string.IsNullOrWhiteSpace(p))),
        SurveyContent survey => survey.AsText,
        ChoiceContent choice => choice.AsText,
        MusicContent music => string.Join('\n', new[] { music.Title, music.Description, music.Url }.Where(p => !string.IsNullOrWhiteSpace(p))),
        _ => content.Preview,
    };

    private static string Text(string words) => new StringBuilder("{\"msg_type\":0,\"content\":").AppendJson(words).Append('}').ToString();

    private static string Markdown(string words, string further = "") =>
        new StringBuilder("{\"msg_type\":2,\"markdown\":{\"content\":").AppendJson(words).Append('}').Append(further).Append('}').ToString();

    /// <summary>A tap comes back as an interaction with the option's id.</summary>
    private static string Survey(SurveyContent survey)
    {
        var json = new StringBuilder(",\"keyboard\":{\"content\":{\"rows\":[");
        json.AppendJoin(',', survey.Options.Chunk(MostButtons).Select(row => "{\"buttons\":[" + string.Join(',', row.Select(Button)) + "]}"));
        return Markdown(Escaped(survey.Question), json.Append("]}}").ToString());
    }

    private static string Button(SurveyOption option)
    {
        var label = option.Label.Length <= LongestLabel ? option.Label : option.Label[..(char.IsHighSurrogate(option.Label[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel)];
        return new StringBuilder("{\"id\":").AppendJson(option.Id).Append(",\"render_data\":{\"label\":").AppendJson(label).Append(",\"visited_label\":").AppendJson(label)
            .Append(",\"style\":1},\"action\":{\"type\":1,\"permission\":{\"type\":2},\"data\":").AppendJson(option.Id).Append("}}").ToString();
    }

    /// <summary>What an author wrote is words, not formatting.</summary>
    private static string Escaped(string words)
    {
        var plain = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '~' or '|')
                plain.Append('\\');
            plain.Append(c);
        }

        return plain.ToString();
    }
}

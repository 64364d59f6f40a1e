using System.Text;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>
/// Writes the JSON that WeChat takes: every character as it is, for it refuses <c>\uXXXX</c> (40033), and System.Text.Json writes
/// emoji that way under every setting.
/// </summary>
internal static class WeChatJson
{
    /// <summary>Appends a quoted string. Characters that JSON could only hold as <c>\uXXXX</c> and halves of characters are left out.</summary>
    public static StringBuilder AppendJson(this StringBuilder json, string text)
    {
        json.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"':
                    json.Append("\\\"");
                    break;
                case '\\':
                    json.Append("\\\\");
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case < ' ':
                    break;
                case var _ when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    json.Append(c).Append(text[++i]);
                    break;
                case var _ when char.IsSurrogate(c):
                    break;
                default:
                    json.Append(c);
                    break;
            }
        }

        return json.Append('"');
    }

    /// <summary>An object of strings, in order.</summary>
    public static string Object(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var json = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            if (json.Length > 1)
                json.Append(',');
            json.AppendJson(name).Append(':').AppendJson(value);
        }

        return json.Append('}').ToString();
    }

    /// <summary><c>{"head_content":…,"list":[{"id":…,"content":…}],"tail_content":…}</c>: a tap comes back as a text with the item's id.</summary>
    public static string Menu(SurveyContent survey) =>
        new StringBuilder("{\"head_content\":").AppendJson(survey.Question).Append(",\"list\":[")
            .AppendJoin(',', survey.Options.Select(o => Object(("id", o.Id), ("content", o.Label)))).Append("],\"tail_content\":\"\"}").ToString();

    /// <summary><c>{"touser":…,"msgtype":…,"&lt;msgtype&gt;":{…}}</c>.</summary>
    /// <param name="body">The inner object, already JSON.</param>
    public static string CustomMessage(string openId, string type, string body) =>
        new StringBuilder("{\"touser\":").AppendJson(openId).Append(",\"msgtype\":").AppendJson(type)
            .Append(',').AppendJson(type).Append(':').Append(body).Append('}').ToString();
}

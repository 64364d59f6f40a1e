namespace Imcc.Core.Channels.Open;

/// <summary>Whether a posted message is one. All that is wrong is told at once.</summary>
public static class OpenCheck
{
    public const int LongestText = 8000;
    public const int LongestName = 100;
    public const int LongestId = 128;
    public const int LongestPartyId = 100;

    /// <summary>Bytes of one file, however it comes.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    private const int LongestUrl = 2000;
    private const int MostFields = 20;

    /// <param name="hasFile">Whether the request carries the file beside the message.</param>
    public static IReadOnlyList<OpenProblem> Problems(OpenIncoming message, bool hasFile)
    {
        var problems = new List<OpenProblem>();
        if (message.Id is not { Length: > 0 and <= LongestId } id || !id.All(c => c is > ' ' and <= '~'))
            problems.Add(new("id", $"必填，1 到 {LongestId} 个可见 ASCII 字符。", $"Needed: 1 to {LongestId} visible ASCII characters."));
        CheckParty(problems, "from", message.From);
        if (message.Group is not null)
            CheckParty(problems, "group", message.Group);
        CheckContent(problems, message, hasFile);
        return problems;
    }

    private static void CheckParty(List<OpenProblem> problems, string field, OpenParty? party)
    {
        if (party?.Id is not { Length: > 0 and <= LongestPartyId } id || !id.All(c => char.IsLetterOrDigit(c) || c is > ' ' and <= '~') || OpenAddress.IsGroup(id))
            problems.Add(new(field + ".id", $"必填，1 到 {LongestPartyId} 个字母、数字或可见符号，不能以“group:”开头。", $"Needed: 1 to {LongestPartyId} letters, digits or visible signs, not beginning with 'group:'."));
        if (party?.Name?.Length > LongestName)
            problems.Add(new(field + ".name", $"不超过 {LongestName} 个字符。", $"At most {LongestName} characters."));
    }

    private static void CheckContent(List<OpenProblem> problems, OpenIncoming message, bool hasFile)
    {
        switch (message.Type)
        {
            case "text":
                if (string.IsNullOrWhiteSpace(message.Text) || message.Text.Length > LongestText)
                    problems.Add(new("text", $"文本必填，不超过 {LongestText} 个字符。", $"A text has 1 to {LongestText} characters."));
                break;
            case "picture" or "voice" or "video" or "file":
                CheckMedia(problems, message, hasFile);
                break;
            case "location":
                if (message.Location is not { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 })
                    problems.Add(new("location", "需要 latitude（-90 到 90）和 longitude（-180 到 180）。", "Needs latitude (-90 to 90) and longitude (-180 to 180)."));
                break;
            case "link":
                if (!IsWebAddress(message.Link?.Url))
                    problems.Add(new("link.url", "需要 http 或 https 地址。", "Must be an http or https address."));
                if (string.IsNullOrWhiteSpace(message.Link?.Title) || message.Link.Title.Length > 200 || message.Link.Description?.Length > 500)
                    problems.Add(new("link.title", "标题必填，不超过 200 个字符；说明不超过 500 个字符。", "The title has 1 to 200 characters, the description at most 500."));
                break;
            case "event":
                if (message.Event?.Name is not { Length: > 0 and <= 60 } name || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-'))
                    problems.Add(new("event.name", "必填，1 到 60 个小写字母、数字、“_”或“-”。", "Needed: 1 to 60 lower case letters, digits, '_' or '-'."));
                if (message.Event?.Key?.Length > 500 || message.Event?.Fields is { } fields && (fields.Count > MostFields || fields.Any(f => f.Key.Length > 60 || f.Value is null or { Length: > 500 })))
                    problems.Add(new("event", $"fields 最多 {MostFields} 项，名称不超过 60 个字符，值和 key 不超过 500 个字符。", $"At most {MostFields} fields with names of at most 60 characters; values and the key have at most 500."));
                break;
            default:
                problems.Add(new("type", "应为 text、picture、voice、video、file、location、link 或 event。", "Must be text, picture, voice, video, file, location, link or event."));
                break;
        }
    }

    private static void CheckMedia(List<OpenProblem> problems, OpenIncoming message, bool hasFile)
    {
        var ways = (hasFile ? 1 : 0) + (message.Media?.Data is { Length: > 0 } ? 1 : 0) + (message.Media?.Url is not null ? 1 : 0);
        if (ways != 1)
            problems.Add(new("media", "文件用 media.data（Base64）、media.url 或 multipart 的 file 之一提供。", "Give the file by exactly one of media.data (Base64), media.url, or the part 'file' of a form."));
        if (message.Media?.Url is { } url && !IsWebAddress(url))
            problems.Add(new("media.url", "需要 http 或 https 地址。", "Must be an http or https address."));
        if (message.Media?.Name?.Length > 200)
            problems.Add(new("media.name", "不超过 200 个字符。", "At most 200 characters."));
        if (message.Text?.Length > LongestText)
            problems.Add(new("text", $"不超过 {LongestText} 个字符。", $"At most {LongestText} characters."));
    }

    private static bool IsWebAddress(string? address) =>
        address is { Length: <= LongestUrl } && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}

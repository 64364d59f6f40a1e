using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>
/// What a message says, whatever channel carried it: a closed set that adapters fill and screens render.
/// It is stored as JSON under its <c>kind</c>; a kind is never renamed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextContent), "text")]
[JsonDerivedType(typeof(PictureContent), "picture")]
[JsonDerivedType(typeof(VoiceContent), "voice")]
[JsonDerivedType(typeof(VideoContent), "video")]
[JsonDerivedType(typeof(FileContent), "file")]
[JsonDerivedType(typeof(LocationContent), "location")]
[JsonDerivedType(typeof(LinkContent), "link")]
[JsonDerivedType(typeof(MiniProgramContent), "miniprogram")]
[JsonDerivedType(typeof(MusicContent), "music")]
[JsonDerivedType(typeof(PublishedContent), "published")]
[JsonDerivedType(typeof(CouponContent), "coupon")]
[JsonDerivedType(typeof(ChoiceContent), "choice")]
[JsonDerivedType(typeof(ChannelServiceContent), "channelservice")]
[JsonDerivedType(typeof(TemplateContent), "template")]
[JsonDerivedType(typeof(SurveyContent), "survey")]
[JsonDerivedType(typeof(SurveyAnswerContent), "surveyanswer")]
[JsonDerivedType(typeof(EventContent), "event")]
[JsonDerivedType(typeof(UnknownContent), "unknown")]
[GenerateSerializer, Immutable]
public abstract record MessageContent
{
    /// <summary>The content in one line of at most 80 characters, for lists and notifications.</summary>
    [JsonIgnore]
    public abstract string Preview { get; }

    /// <summary>Whether a person said something (a text, a picture …), as against an event of the channel.</summary>
    [JsonIgnore]
    public virtual bool IsSpeech => true;

    /// <summary>Elements of the channel's message that this kind has no place for, by their own names; null: there are none.</summary>
    [Id(0)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Extra { get; init; }

    private protected static string OneLine(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= 80)
            return line;
        // Never cut a surrogate pair in half.
        var end = char.IsHighSurrogate(line[78]) ? 78 : 79;
        return line[..end] + "…";
    }
}

/// <summary>Plain text; <paramref name="MenuItemId"/> is the id of a tapped menu entry where the channel tells it.</summary>
/// <param name="Quote">The earlier message that it answers; null: none in particular.</param>
[GenerateSerializer, Immutable]
public sealed record TextContent([property: Id(0)] string Text, [property: Id(1)] string? MenuItemId = null, [property: Id(2)] MessageQuote? Quote = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => OneLine(Text);
}

/// <summary>
/// A file that a message carries. <paramref name="FileId"/> names our own stored copy; <paramref name="ProviderId"/> and
/// <paramref name="ProviderUrl"/> name the channel's, which expires (WeChat: 3 days) and is never shown to a browser.
/// </summary>
/// <param name="Size">Bytes, where known.</param>
[GenerateSerializer, Immutable]
public sealed record MediaRef(
    [property: Id(0)] string? FileId = null,
    [property: Id(1)] string? ProviderId = null,
    [property: Id(2)] string? ProviderUrl = null,
    [property: Id(3)] string? Name = null,
    [property: Id(4)] string? ContentType = null,
    [property: Id(5)] long? Size = null);

[GenerateSerializer, Immutable]
public sealed record PictureContent([property: Id(0)] MediaRef Media) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[图片]";
}

/// <summary>A voice message; <paramref name="Recognition"/> is its text where somebody recognised it.</summary>
[GenerateSerializer, Immutable]
public sealed record VoiceContent(
    [property: Id(0)] MediaRef Media,
    [property: Id(1)] string? Format = null,
    [property: Id(2)] string? Recognition = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => string.IsNullOrEmpty(Recognition) ? "[语音]" : "[语音] " + OneLine(Recognition);
}

/// <param name="ThumbnailId">The channel's id of the still picture.</param>
/// <param name="Title">Shown with it where the channel has room for it, as <paramref name="Description"/>.</param>
/// <param name="Still">The picture before it is played, for a channel that wants one of us.</param>
[GenerateSerializer, Immutable]
public sealed record VideoContent(
    [property: Id(0)] MediaRef Media,
    [property: Id(1)] string? ThumbnailId = null,
    [property: Id(2)] bool IsShort = false,
    [property: Id(3)] string? Title = null,
    [property: Id(4)] string? Description = null,
    [property: Id(5)] MediaRef? Still = null) : MessageContent
{
    /// <summary>Our own copy of the thumbnail; null: there is none (yet).</summary>
    [Id(6)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ThumbnailFileId { get; init; }

    [JsonIgnore]
    public override string Preview => IsShort ? "[小视频]" : "[视频]";
}

[GenerateSerializer, Immutable]
public sealed record FileContent([property: Id(0)] MediaRef Media) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[文件] " + OneLine(Media.Name);
}

/// <summary>A place on the map; degrees, WGS-84 or GCJ-02 as the channel gives them.</summary>
[GenerateSerializer, Immutable]
public sealed record LocationContent(
    [property: Id(0)] double Latitude,
    [property: Id(1)] double Longitude,
    [property: Id(2)] double? Scale = null,
    [property: Id(3)] string? Label = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[位置] " + OneLine(Label);
}

/// <param name="PictureUrl">A picture of the web beside it; null: none.</param>
[GenerateSerializer, Immutable]
public sealed record LinkContent(
    [property: Id(0)] string Title,
    [property: Id(1)] string? Description,
    [property: Id(2)] string Url,
    [property: Id(3)] string? PictureUrl = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[链接] " + OneLine(Title);
}

/// <param name="Cover">The picture on its card, for a channel that wants one of us.</param>
[GenerateSerializer, Immutable]
public sealed record MiniProgramContent(
    [property: Id(0)] string Title,
    [property: Id(1)] string AppId,
    [property: Id(2)] string PagePath,
    [property: Id(3)] string? ThumbnailUrl = null,
    [property: Id(4)] MediaRef? Cover = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[小程序] " + OneLine(Title);
}

/// <summary>
/// Something that happened at the channel (follow, menu tap, scan, a job's end). <paramref name="Name"/> is the channel's own
/// name in lower case; <paramref name="Fields"/> holds its further elements by their own names, nested ones with dots.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record EventContent(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Key = null,
    [property: Id(2)] IReadOnlyDictionary<string, string>? Fields = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[事件] " + Name + (string.IsNullOrEmpty(Key) ? "" : " " + OneLine(Key));

    [JsonIgnore]
    public override bool IsSpeech => false;
}

/// <summary>A kind that nothing here knows yet: kept and shown as what it is.</summary>
[GenerateSerializer, Immutable]
public sealed record UnknownContent([property: Id(0)] string Type, [property: Id(1)] string Raw) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[" + OneLine(Type) + "]";
}

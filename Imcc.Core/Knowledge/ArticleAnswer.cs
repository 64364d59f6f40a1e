using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Core.Knowledge;

/// <summary>What an article answers, in the forms that channels can show.</summary>
/// <param name="Text">Plain text for every channel that has none of its own; empty where only another form is given.</param>
/// <param name="Texts">Plain text by channel, instead of <paramref name="Text"/>.</param>
/// <param name="RichText">Sanitised HTML for people at a screen of ours; empty: the text.</param>
/// <param name="Pictures">In our own store (<see cref="MediaRef.FileId"/>), sent after the text.</param>
/// <param name="Flow">Key of the flow that goes on from here; null: none.</param>
public sealed record ArticleAnswer(
    string Text,
    ImmutableDictionary<ChannelKind, string> Texts,
    string RichText,
    ImmutableArray<MediaRef> Pictures,
    LinkContent? Link = null,
    string? Flow = null)
{
    public static readonly ArticleAnswer Empty = new("", ImmutableDictionary<ChannelKind, string>.Empty, "", []);

    public string TextFor(ChannelKind channel) => Texts.TryGetValue(channel, out var own) && own.Length > 0 ? own : Text;

    /// <summary>The messages that carry it, in the order in which they are sent; empty where it has nothing for a customer.</summary>
    public ImmutableArray<MessageContent> For(ChannelKind channel)
    {
        var messages = ImmutableArray.CreateBuilder<MessageContent>();
        if (TextFor(channel) is { Length: > 0 } text)
            messages.Add(new TextContent(text));
        if (Link is not null)
            messages.Add(Link);
        messages.AddRange(Pictures.Select(p => new PictureContent(p)));
        return messages.DrainToImmutable();
    }
}

using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>A message by a form that the channel approved (模板消息, 订阅通知): it may be sent when nothing else may.</summary>
/// <param name="TemplateId">The channel's own id of the form; 1 to 128 characters.</param>
/// <param name="Title">The form's name, for people.</param>
/// <param name="Fields">What is filled in, in the form's order.</param>
/// <param name="Text">The form as the customer reads it, with the values in it; empty where the form's words are not known.</param>
/// <param name="Url">Where a tap leads, or what a phone without the mini program opens instead; null: nowhere.</param>
/// <param name="MiniProgramId">The mini program that a tap opens; null: none.</param>
/// <param name="MiniProgramPath">The page in it.</param>
/// <param name="IsSubscription">Whether it is a notice that the customer subscribed to, which has an interface of its own.</param>
[GenerateSerializer, Immutable]
public sealed record TemplateContent(
    [property: Id(0)] string TemplateId,
    [property: Id(1)] string Title,
    [property: Id(2)] IReadOnlyList<TemplateField> Fields,
    [property: Id(3)] string Text = "",
    [property: Id(4)] string? Url = null,
    [property: Id(5)] string? MiniProgramId = null,
    [property: Id(6)] string? MiniProgramPath = null,
    [property: Id(7)] bool IsSubscription = false) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[模板消息] " + OneLine(Title.Length > 0 ? Title : TemplateId);
}

/// <param name="Key">The form's name of the place, as <c>keyword1</c> or <c>thing2</c>.</param>
/// <param name="Color"><c>#rrggbb</c>; null: the channel's own. Newer clients ignore it.</param>
[GenerateSerializer, Immutable]
public sealed record TemplateField([property: Id(0)] string Key, [property: Id(1)] string Value, [property: Id(2)] string? Color = null);

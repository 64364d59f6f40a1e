using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Desk;

/// <summary>The writing tools' icons, drawn like those of <see cref="Layout.Glyph"/>.</summary>
internal static class ComposerGlyph
{
    public static readonly MarkupString Sliders = Line("<path d='M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7'/><circle cx='12.5' cy='6' r='1.9'/><circle cx='7.5' cy='14' r='1.9'/>");
    public static readonly MarkupString Bolt = Line("<path d='M11 2.5L4.5 11.5H9.5L9 17.5l6.5-9H10.5z'/>");
    public static readonly MarkupString Star = Line("<path d='M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z'/>");
    public static readonly MarkupString Pencil = Line("<path d='M4 16l.8-3.5L13.5 3.8l2.7 2.7L7.5 15.2z'/>");
    public static readonly MarkupString Up = Line("<path d='M10 15.5V5M5.5 9L10 4.5 14.5 9'/>");
    public static readonly MarkupString Down = Line("<path d='M10 4.5V15M5.5 11L10 15.5 14.5 11'/>");
    public static readonly MarkupString Plus = Line("<path d='M10 4v12M4 10h12'/>");
    public static readonly MarkupString ThumbUp = Line("<path d='M6.5 9l3-6c1.2 0 2 .9 2 2v2.5h3.6c.9 0 1.6.8 1.4 1.7l-1.1 5.5c-.1.7-.7 1.3-1.4 1.3H6.5zM6.5 9H3.5v7h3'/>");
    public static readonly MarkupString ThumbDown = Line("<path d='M13.5 11l-3 6c-1.2 0-2-.9-2-2v-2.5H4.9c-.9 0-1.6-.8-1.4-1.7l1.1-5.5C4.7 4.6 5.3 4 6 4h7.5zM13.5 11h3V4h-3'/>");

    private static MarkupString Line(string shapes) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{shapes}</svg>");
}

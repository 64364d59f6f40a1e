using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Knowledge;

/// <summary>The icons of the knowledge base, drawn as <see cref="Layout.Glyph"/> is.</summary>
internal static class KnowledgeGlyph
{
    public static readonly MarkupString Bold = Line("<path d='M6 4h4.500a3 3 0 0 1 0 6H6zM6 10h5.200a3.200 3.200 0 0 1 0 6.400H6z'/>");
    public static readonly MarkupString Italic = Line("<path d='M8.500 4h5M6.500 16h5M11.500 4l-3 12'/>");
    public static readonly MarkupString Bullets = Line("<path d='M8 5.500h8.500M8 10h8.500M8 14.500h8.500'/><path d='M4 5.500v.1M4 10v.1M4 14.500v.1' stroke-width='2.200'/>");
    public static readonly MarkupString Numbers = Line("<path d='M8.500 5.500h8M8.500 10h8M8.500 14.500h8M3.500 4.300l1-.6V7.300M3.300 12.800c.3-.6 1.700-.6 1.700.3 0 .8-1.700 1.200-1.700 2.400H5.100'/>");
    public static readonly MarkupString Plain = Line("<path d='M5 4.500h10M10 4.500V11M7.500 16h5M4 14l3 3M7 14l-3 3'/>");
    public static readonly MarkupString Grip = Line("<path d='M8 5v.1M12 5v.1M8 10v.1M12 10v.1M8 15v.1M12 15v.1' stroke-width='2.200'/>");
    public static readonly MarkupString Up = Line("<path d='M10 15.500v-11M5.500 9L10 4.500 14.500 9'/>");
    public static readonly MarkupString Down = Line("<path d='M10 4.500v11M5.500 11l4.500 4.500 4.500-4.500'/>");
    public static readonly MarkupString Folder = Line("<path d='M3 5.500h5l1.500 2H17v8H3z'/>");
    public static readonly MarkupString Book = Line("<path d='M4 4.500c2.200-.8 4.200-.6 6 .8 1.800-1.400 3.800-1.600 6-.8v11c-2.200-.8-4.200-.6-6 .8-1.800-1.400-3.800-1.600-6-.8zM10 5.300v11'/>");
    public static readonly MarkupString ThumbUp = Line("<path d='M6.500 9L10 3.500c1.300 0 1.900 1 1.600 2.200L11 8.500h4.300c.9 0 1.500.8 1.300 1.700l-1.100 5c-.2.700-.7 1.100-1.400 1.100H6.500zM3.500 9h3v7.300h-3z'/>");
    public static readonly MarkupString ThumbDown = Line("<path d='M13.500 11L10 16.500c-1.300 0-1.900-1-1.600-2.200l.6-2.800H4.700c-.9 0-1.500-.8-1.300-1.700l1.100-5c.2-.7.7-1.100 1.400-1.100h7.600zM16.500 11h-3V3.700h3z'/>");

    private static MarkupString Line(string shapes) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{shapes}</svg>");
}

using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Desk;

/// <summary>The signs of what is done with messages, drawn as those in <see cref="Layout.Glyph"/>.</summary>
internal static class PinGlyph
{
    public static readonly MarkupString Pin = Line("<path d='M7 3.500h6l-.7 5.200 2.700 2.800H5l2.700-2.800zM10 11.500v5.500'/>");
    public static readonly MarkupString Quote = Line("<path d='M8 14.500H3.500V9.800C3.500 7.200 5 5.500 7.500 5M16.500 14.500H12V9.800C12 7.200 13.500 5.500 16 5'/>");
    public static readonly MarkupString Recall = Line("<path d='M7.500 4.500L4 8l3.500 3.500M4 8h7.500a4 4 0 0 1 0 8H8'/>");

    private static MarkupString Line(string shapes) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{shapes}</svg>");
}

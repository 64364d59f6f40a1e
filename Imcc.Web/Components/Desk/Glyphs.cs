using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Desk;

/// <summary>Icons of the desk's smaller parts, on the same grid as <see cref="Layout.Glyph"/>.</summary>
internal static class Glyphs
{
    public static readonly MarkupString Eye = Line("<path d='M2.5 10S5.500 4.800 10 4.800 17.500 10 17.500 10 14.500 15.200 10 15.200 2.500 10 2.500 10z'/><circle cx='10' cy='10' r='2.300'/>");
    public static readonly MarkupString Translate = Line("<path d='M3 5h8M7 3.500V5M9.500 5c-.6 3-2.600 5.500-6 7M5 7.500c1 2 2.600 3.500 5 4.500M10.500 16.500l3.200-8 3.300 8M11.700 13.700h4.100'/>");
    public static readonly MarkupString Day = Line("<path d='M3.500 16.500h13M5.500 16.500V11M10 16.500V5M14.500 16.500V8.500'/>");

    public static readonly MarkupString Star = Line("<path d='M10 3l2.100 4.500 4.900.600-3.600 3.400.900 4.900-4.300-2.400-4.300 2.400.900-4.900L3 8.100l4.900-.600z'/>");

    private static MarkupString Line(string shapes) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{shapes}</svg>");
}

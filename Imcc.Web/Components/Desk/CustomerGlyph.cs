using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Desk;

/// <summary>The icons of the customer's card, the list's filter and the search, drawn as <see cref="Layout.Glyph"/> is.</summary>
public static class CustomerGlyph
{
    public static readonly MarkupString Search = Line("<circle cx='9' cy='9' r='5'/><path d='M13 13l4 4'/>");
    public static readonly MarkupString Edit = Line("<path d='M4 16l.8-3.500L13 4.300l2.700 2.700-8.200 8.200z'/>");
    public static readonly MarkupString Trash = Line("<path d='M4.500 6h11M8 6V4h4v2M6 6l.7 10.500h6.600L14 6'/>");
    public static readonly MarkupString Plus = Line("<path d='M10 4.500v11M4.500 10h11'/>");
    public static readonly MarkupString Open = Line("<path d='M11 4h5v5M16 4l-7 7M8 5H4.500v10.500H15V12'/>");
    public static readonly MarkupString Merge = Line("<path d='M4.500 4.500c0 5 5.500 3 5.500 8v3M15.500 4.500c0 5-5.500 3-5.500 8M7.500 13.500l2.500 2.500 2.500-2.500'/>");
    public static readonly MarkupString Scan = Line("<path d='M4 7.500V4h3.500M12.500 4H16v3.500M16 12.500V16h-3.500M7.500 16H4v-3.500M7 10h6'/>");
    public static readonly MarkupString Select = Line("<rect x='3.500' y='3.500' width='13' height='13' rx='2'/><path d='M6.800 10.200l2.200 2.200 4.300-4.600'/>");
    public static readonly MarkupString Group = Line("<circle cx='7.500' cy='7.500' r='2.500'/><path d='M3 15.500c.5-3 2.300-4.500 4.500-4.500s4 1.500 4.500 4.500M12.500 5.200a2.500 2.500 0 0 1 0 4.700M14 11.500c1.700.6 2.700 2 3 4'/>");

    private static MarkupString Line(string shapes) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{shapes}</svg>");
}

using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Layout;

/// <summary>The icons, drawn once each on a 20×20 grid: one render frame an icon, no font to load.</summary>
public static class Glyph
{
    public static readonly MarkupString Sun = Line("<circle cx='10' cy='10' r='3.2'/><path d='M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7l1.3 1.3M14 14l1.3 1.3M4.7 15.3L6 14M14 6l1.3-1.3'/>");
    public static readonly MarkupString Moon = Line("<path d='M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3z'/>");
    public static readonly MarkupString ChevronDown = Line("<path d='M6 8l4 4 4-4'/>");
    public static readonly MarkupString SignOut = Line("<path d='M8 3.5H4.5v13H8M12.5 6.5L16 10l-3.5 3.5M16 10H8'/>");
    public static readonly MarkupString Check = Line("<path d='M4.5 10.5l3.5 3.5 7.5-8'/>");
    public static readonly MarkupString Close = Line("<path d='M5.5 5.5l9 9M14.5 5.5l-9 9'/>");
    public static readonly MarkupString Emoji = Line("<circle cx='10' cy='10' r='7'/><path d='M7 12a3.6 3.6 0 0 0 6 0'/><path d='M7.5 8v.4M12.5 8v.4' stroke-width='2'/>");
    public static readonly MarkupString Picture = Line("<rect x='3' y='4' width='14' height='12' rx='1.5'/><circle cx='7.2' cy='8' r='1.3'/><path d='M3.5 14l4-3.5 3 2.5 3-3 3 3'/>");
    public static readonly MarkupString Clip = Line("<path d='M15.5 9.5l-5.4 5.4a3.2 3.2 0 0 1-4.6-4.6l6-6a2.2 2.2 0 0 1 3.1 3.1l-5.9 5.9a1.1 1.1 0 0 1-1.6-1.6L12 6.9'/>");
    public static readonly MarkupString Remark = Line("<path d='M4 3.5h12v9l-4 4H4z'/><path d='M16 12.5h-4v4M7 7.5h6M7 10.5h4'/>");
    public static readonly MarkupString Send = Line("<path d='M17 3L9 11M17 3l-5 14-3-6-6-3z'/>");
    public static readonly MarkupString Help = Line("<circle cx='10' cy='10' r='7'/><path d='M8 8a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6.9v.6'/><path d='M10 14v.1' stroke-width='2'/>");
    public static readonly MarkupString Bell = Line("<path d='M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.2 1.5H4.3zM8.5 16.8a1.7 1.7 0 0 0 3 0'/>");
    public static readonly MarkupString Copy = Line("<rect x='7' y='7' width='9' height='9' rx='1.5'/><path d='M13 7V5.5A1.5 1.5 0 0 0 11.500 4h-6A1.5 1.5 0 0 0 4 5.500v6A1.5 1.5 0 0 0 5.500 13H7'/>");
    public static readonly MarkupString File = Line("<path d='M5 2.500h6.500L15 6v11.500H5zM11.500 2.500V6H15'/>");
    public static readonly MarkupString Voice = Line("<path d='M4 8v4h2.500L10 15V5L6.500 8zM12.500 7.500a3.500 3.500 0 0 1 0 5M14.500 5.500a6.200 6.200 0 0 1 0 9'/>");
    public static readonly MarkupString Video = Line("<rect x='2.500' y='5' width='10.500' height='10' rx='1.500'/><path d='M13 8.800l4.500-2.500v7.400L13 11.200'/>");
    public static readonly MarkupString Pin = Line("<path d='M10 17.500s5.500-4.800 5.500-9a5.500 5.500 0 0 0-11 0c0 4.200 5.500 9 5.500 9z'/><circle cx='10' cy='8.500' r='2'/>");
    public static readonly MarkupString Link = Line("<path d='M8.500 11.500a3 3 0 0 0 4.300 0l2.400-2.400a3 3 0 0 0-4.300-4.300l-.9.9M11.500 8.500a3 3 0 0 0-4.300 0l-2.400 2.400a3 3 0 0 0 4.300 4.300l.9-.9'/>");
    public static readonly MarkupString MiniProgram = Line("<circle cx='10' cy='10' r='7'/><path d='M12.500 8.500c1 0 1.700-.6 1.700-1.400 0-.9-.8-1.600-1.900-1.600-1.300 0-2.300 1-2.300 2.200v4.600c0 1.200-1 2.200-2.300 2.200-1.100 0-1.900-.7-1.900-1.600 0-.8.7-1.400 1.700-1.400'/>");
    public static readonly MarkupString Unknown = Line("<path d='M4 4h12v12H4zM8.200 8.200a1.800 1.800 0 1 1 2.400 1.700c-.4.2-.6.4-.6.8v.3M10 13.500v.1'/>");
    public static readonly MarkupString Clock = Line("<circle cx='10' cy='10' r='7'/><path d='M10 6v4l2.500 2'/>");
    public static readonly MarkupString Alert = Line("<circle cx='10' cy='10' r='7'/><path d='M10 6.200v4.600'/><path d='M10 13.500v.1' stroke-width='2'/>");
    public static readonly MarkupString Inbox = Line("<path d='M3.500 11.500l2-7h9l2 7v4.500h-13zM3.500 11.500h3.800l1 2h3.400l1-2h3.800'/>");
    public static readonly MarkupString Chats = Line("<path d='M3 4h10v7H7.500L5 13.300V11H3zM15 7h2v7h-1.800v2L13 14H9'/>");
    public static readonly MarkupString Person = Line("<circle cx='10' cy='7' r='3'/><path d='M4.500 16.500a5.500 5.500 0 0 1 11 0'/>");

    /// <summary>Two speech bubbles, as everybody knows them.</summary>
    public static readonly MarkupString WeChat = Solid("<path d='M7.700 3.200C4.500 3.200 2 5.300 2 8c0 1.500.8 2.800 2.100 3.700l-.5 1.700 2-1c.6.2 1.200.3 1.900.3a4.900 4.900 0 0 1-.2-1.300c0-2.600 2.500-4.600 5.500-4.600h.4c-.6-2.100-2.800-3.600-5.500-3.600zM5.800 6a.8.8 0 1 1 0 1.600.8.8 0 0 1 0-1.600zm3.800 0a.8.8 0 1 1 0 1.600.8.8 0 0 1 0-1.600z'/><path d='M12.900 7.700c-2.700 0-4.800 1.700-4.800 3.900s2.100 3.900 4.800 3.900c.5 0 1.100-.1 1.600-.2l1.600.8-.4-1.400c1.200-.7 1.900-1.800 1.900-3.100 0-2.200-2.100-3.900-4.700-3.900zm-1.600 2.200a.7.7 0 1 1 0 1.400.7.7 0 0 1 0-1.400zm3.200 0a.7.7 0 1 1 0 1.400.7.7 0 0 1 0-1.400z'/>");

    /// <summary>The penguin.</summary>
    public static readonly MarkupString Qq = Solid("<path d='M10 2C7.300 2 5.400 4 5.400 6.900c0 .6.1 1 .1 1.400-.9 1.100-1.900 2.600-2.200 4-.2 1 .1 1.700.5 1.700s.9-.6 1.200-1.200c.2 1 .7 1.900 1.500 2.700-.8.300-1.300.8-1.300 1.300 0 .7 1.400 1.200 3 1.200.7 0 1.300-.1 1.800-.3.500.2 1.100.3 1.800.3 1.600 0 3-.5 3-1.200 0-.5-.5-1-1.300-1.300.8-.8 1.300-1.700 1.500-2.700.3.600.8 1.200 1.200 1.200s.7-.7.500-1.700c-.3-1.400-1.300-2.900-2.200-4 0-.4.1-.8.1-1.400C14.600 4 12.700 2 10 2z'/>");
    public static readonly MarkupString Web = Line("<circle cx='10' cy='10' r='7'/><path d='M3 10h14M10 3c2.300 2.200 2.900 4.500 2.900 7s-.6 4.800-2.900 7c-2.300-2.200-2.900-4.500-2.900-7S7.700 5.200 10 3z'/>");

    private static MarkupString Line(string shapes) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{shapes}</svg>");

    private static MarkupString Solid(string shapes) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 20 20\" fill=\"currentColor\" aria-hidden=\"true\">{shapes}</svg>");
}

using Imcc.Core.Channels;
using Imcc.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Desk;

/// <summary>The picture by which everybody knows a channel.</summary>
public static class ChannelGlyph
{
    public static MarkupString Of(ChannelKind kind) => kind switch
    {
        ChannelKind.WeChat or ChannelKind.WeCom or ChannelKind.MiniProgram => Glyph.WeChat,
        ChannelKind.Qq or ChannelKind.OneBot => Glyph.Qq,
        _ => Glyph.Web,
    };
}

using System.Collections.Immutable;

namespace Imcc.Core.Channels.WeChat;

/// <summary>What a tap on an entry of WeChat's menu does, by WeChat's own name, and what the entry has to say for it.</summary>
/// <param name="Name">As in the request: <c>click</c>.</param>
/// <param name="Needs">The fields that must be filled.</param>
public sealed record MenuType(string Name, ImmutableArray<MenuField> Needs)
{
    public const string Click = "click";
    public const string View = "view";
    public const string MiniProgram = "miniprogram";

    /// <summary>All that an account may set up, the common ones first.</summary>
    public static readonly ImmutableArray<MenuType> All =
    [
        new(Click, [MenuField.Key]),
        new(View, [MenuField.Url]),
        // The address is where a phone goes whose WeChat knows no mini programs.
        new(MiniProgram, [MenuField.AppId, MenuField.PagePath, MenuField.Url]),
        new("scancode_push", [MenuField.Key]),
        new("scancode_waitmsg", [MenuField.Key]),
        new("pic_sysphoto", [MenuField.Key]),
        new("pic_photo_or_album", [MenuField.Key]),
        new("pic_weixin", [MenuField.Key]),
        new("location_select", [MenuField.Key]),
        new("media_id", [MenuField.MediaId]),
        new("article_id", [MenuField.ArticleId]),
        new("article_view_limited", [MenuField.ArticleId]),
    ];

    /// <returns>Null: one that only WeChat's own console makes.</returns>
    public static MenuType? Of(string name) => All.FirstOrDefault(t => t.Name == name);
}

/// <summary>The fields of a menu entry besides its name and type.</summary>
public enum MenuField
{
    Key = 1,
    Url = 2,
    AppId = 3,
    PagePath = 4,
    MediaId = 5,
    ArticleId = 6,
}

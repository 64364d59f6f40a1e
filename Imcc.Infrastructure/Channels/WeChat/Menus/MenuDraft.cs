using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat.Menus;

/// <summary>A menu as an administrator edits it.</summary>
public sealed class MenuDraft
{
    /// <summary>Null: not saved yet.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public required Guid AccountId { get; init; }

    /// <summary>Of a conditional one.</summary>
    public string Name { get; set; } = "";

    public bool IsDefault { get; init; }

    public MenuRule Rule { get; set; } = new();

    public WeChatMenu Menu { get; set; } = WeChatMenu.Empty;

    /// <summary>WeChat's id of what was published last; empty: nothing is.</summary>
    public string MenuId { get; init; } = "";

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<MenuVersion> Versions { get; init; } = [];
}

/// <param name="PublishedAt">When it went live last; null: never.</param>
public sealed record MenuVersion(int Number, WeChatMenu Menu, DateTimeOffset At, string By, DateTimeOffset? PublishedAt);

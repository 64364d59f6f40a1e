using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat.Menus;

/// <summary>What an account's followers see now.</summary>
/// <param name="IsOpen">Whether the menu is switched on at WeChat.</param>
/// <param name="Standard">The default menu; empty: none.</param>
/// <param name="MenuId">WeChat's id of it, where the interface made it.</param>
public sealed record LiveMenus(bool IsOpen, WeChatMenu Standard, string MenuId, IReadOnlyList<LiveConditional> Conditional);

/// <param name="MenuId">By which it is deleted.</param>
public sealed record LiveConditional(string MenuId, MenuRule Rule, WeChatMenu Menu);

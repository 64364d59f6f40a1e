namespace Imcc.Web.Components.Desk;

/// <summary>The tabs of the writing tools in the side panel.</summary>
public enum SideTab
{
    Knowledge = 1,
    Replies = 2,
}

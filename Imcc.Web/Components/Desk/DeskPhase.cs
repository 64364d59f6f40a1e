namespace Imcc.Web.Components.Desk;

/// <summary>Whether there is a desk to show.</summary>
public enum DeskPhase
{
    Opening = 0,
    Open = 1,
    Failed = 2,
}

namespace Imcc.Web.Components.Desk;

/// <summary>The parts of the desk that something may have changed: each component renders again only for its own.</summary>
[Flags]
public enum DeskParts
{
    None = 0,
    Status = 1,
    Lists = 2,
    Thread = 4,
    Typing = 8,
    Customer = 16,
    Notice = 32,
    Selection = 64,
    Phase = 128,
    Pins = 256,
    Reasons = 512,
    Knowledge = 1024,
    Day = 2048,
    Preferences = 4096,
    Watchers = 8192,
    All = 16383,
}

namespace Imcc.Core.Reporting;

/// <summary>What a line of facts tells of. The numbers stand in rows: never renumbered.</summary>
public enum FactKind
{
    /// <summary>A stay in a line; stands in the quarter of tE.</summary>
    Visit = 1,
    /// <summary>An agent's stretch; stands in the quarter of tC (contact-driven).</summary>
    Segment = 2,
    /// <summary>An agent was asked; stands in the quarter of asking.</summary>
    Attempt = 3,
    /// <summary>A part of an agent's stretch or wrap-up within one quarter (activity-driven).</summary>
    Work = 4,
    /// <summary>A whole conversation; stands in the quarter of its end.</summary>
    Conversation = 5,
    /// <summary>A part of an agent's presence within one quarter; belongs to no conversation.</summary>
    Presence = 6,
}

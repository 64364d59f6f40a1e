namespace Imcc.Core.Knowledge;

/// <summary>How likely it is that an article answers what was asked; the thresholds are calibrated (see the documentation of the knowledge base).</summary>
public enum Sureness
{
    /// <summary>Nothing that fits.</summary>
    None,

    /// <summary>Worth showing to an agent.</summary>
    Likely,

    /// <summary>Good enough to go to the customer without a person having looked.</summary>
    Sure,
}

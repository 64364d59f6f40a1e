namespace Imcc.Core.Retrieval;

/// <summary>Two wordings that ask the same, as somebody who knew said: an editor by a similar question, an agent by what was sent.</summary>
/// <param name="Group">The same for all that ask this: what is of one group is never taken as a difference.</param>
public readonly record struct AskedAlike(Wording One, Wording Other, int Group);

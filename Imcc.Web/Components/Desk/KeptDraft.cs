namespace Imcc.Web.Components.Desk;

/// <summary>What waits in a composer beside its text, as the browser keeps it with the draft.</summary>
/// <param name="Quote">The message that the text answers; what it says is read anew.</param>
public sealed record KeptDraft(Guid? Quote, IReadOnlyList<KeptFile>? Files);

public sealed record KeptFile(string FileId, string Name, string ContentType, long Size);

namespace Imcc.Web.Components.Desk;

/// <summary>Notes on customers that are begun and not added yet, by person: looking at something else loses none.</summary>
public sealed class NoteDrafts
{
    private readonly Dictionary<Guid, NoteDraft> _drafts = [];

    public NoteDraft Of(Guid personId) => _drafts.GetValueOrDefault(personId, NoteDraft.None);

    public void Keep(Guid personId, NoteDraft draft)
    {
        if (draft.Text.Length == 0)
            _drafts.Remove(personId);
        else
            _drafts[personId] = draft;
    }
}

/// <param name="Id">Of the note once it has been sent: sent again after a failure it is the same note.</param>
public sealed record NoteDraft(string Text, Guid? Id = null)
{
    public static readonly NoteDraft None = new("");
}

namespace Imcc.Web.Components.Desk;

/// <summary>One thing that the palette offers.</summary>
/// <param name="Id">What is run when it is chosen.</param>
/// <param name="Kind">Under which heading it stands, in words.</param>
/// <param name="Hint">Beside the name; may be empty.</param>
/// <param name="Keys">Further words by which it is found.</param>
/// <param name="Shortcut">The keys that do the same; may be empty.</param>
public sealed record PaletteItem(string Id, string Kind, string Text, string Hint, string Keys, string Shortcut);

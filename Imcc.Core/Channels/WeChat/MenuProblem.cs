namespace Imcc.Core.Channels.WeChat;

/// <summary>Something that WeChat would refuse a menu for.</summary>
/// <param name="Place">Null: the menu as a whole.</param>
/// <param name="Field">Null: its name, or no field of it.</param>
/// <param name="Limit">The limit that is passed, in UTF-8 bytes or entries; 0: none.</param>
public sealed record MenuProblem(MenuPlace? Place, MenuField? Field, MenuFault Fault, int Limit = 0);

/// <summary>What can be wrong with a menu.</summary>
public enum MenuFault
{
    /// <summary>No entry at all.</summary>
    Empty = 1,
    TooMany = 2,
    NameMissing = 3,
    NameTooLong = 4,
    TypeUnknown = 5,
    FieldMissing = 6,
    FieldTooLong = 7,
    /// <summary>Not an absolute http or https address.</summary>
    UrlBad = 8,
    /// <summary>Not the id of a mini program: <c>wx</c> and 16 letters and digits.</summary>
    AppIdBad = 9,
    /// <summary>An entry inside an entry opens others.</summary>
    TooDeep = 10,
}

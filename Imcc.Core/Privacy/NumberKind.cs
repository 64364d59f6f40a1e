namespace Imcc.Core.Privacy;

/// <summary>What a number in a text is, as far as its form tells.</summary>
public enum NumberKind
{
    /// <summary>A mobile number of the mainland.</summary>
    Phone = 1,
    /// <summary>A resident's identity number of 18 characters (GB 11643): its check digit right, or called one.</summary>
    IdCard = 2,
    /// <summary>A payment card of 16 to 19 digits (ISO/IEC 7812), its check digit right; or 15 to 19 digits that are called one.</summary>
    BankCard = 3,
    /// <summary>An order, parcel or serial number: not personal, and worth keeping in sight.</summary>
    Order = 4,
}

/// <summary>Where a number stands in a text.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Characters, with the blanks or dashes between its digits.</param>
/// <param name="Value">The number without blanks and dashes.</param>
public readonly record struct FoundNumber(NumberKind Kind, int Start, int Length, string Value);

namespace Imcc.Core.Privacy;

/// <summary>What the nearest telling word before a number says that it is.</summary>
internal enum NumberWord
{
    None,
    Order,
    Card,
    Identity,
    Other,
}

namespace Imcc.Core.Retrieval;

/// <summary>The words in force on this node: the built-in ones with the organisation's own over them; what is changed on another node is here within two seconds.</summary>
public interface IWordLists
{
    /// <summary>A new instance after each change; whoever keeps something that was made of it compares instances.</summary>
    WordLists Current { get; }
}

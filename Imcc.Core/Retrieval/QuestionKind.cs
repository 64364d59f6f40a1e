namespace Imcc.Core.Retrieval;

/// <summary>What a question asks for; a text may ask for several things.</summary>
[Flags]
public enum QuestionKind
{
    None = 0,

    /// <summary>怎么, 如何</summary>
    How = 1,

    /// <summary>为什么</summary>
    Why = 2,

    /// <summary>什么时候</summary>
    When = 4,

    /// <summary>哪里</summary>
    Where = 8,

    /// <summary>多少</summary>
    HowMuch = 16,

    /// <summary>吗, 能不能</summary>
    Whether = 32,

    /// <summary>什么</summary>
    What = 64,

    /// <summary>谁, 哪个</summary>
    Which = 128,

    /// <summary>多久</summary>
    HowLong = 256,
}

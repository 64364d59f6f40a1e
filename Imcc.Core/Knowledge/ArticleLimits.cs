namespace Imcc.Core.Knowledge;

/// <summary>How much an article holds; characters are UTF-16 units.</summary>
public static class ArticleLimits
{
    public const int Title = 200;
    // All of them together, and the rich text, go into one cell of a workbook each, which holds 32,767 characters.
    public const int Similar = 150;
    public const int SimilarLength = 200;
    public const int Text = 4_000;
    public const int RichText = 30_000;
    public const int Pictures = 8;
    public const int Attachments = 20;
    public const int Tags = 20;
    public const int TagLength = 30;
    public const int Accounts = 100;
    public const int Related = 20;
    public const int Code = 100;
    public const int LinkTitle = 100;
    public const int LinkDescription = 300;
    public const int Address = 1_000;
    public const int Flow = 100;
    public const int Comment = 1_000;
    public const int Remark = 200;

    public const int CategoryName = 60;
    public const int CategoryDepth = 8;
    public const int Categories = 2_000;

    /// <summary>Characters of a whole article, or of one of its lists, as it is stored; what may be entered is less.</summary>
    public const int Stored = 2_000_000;
}

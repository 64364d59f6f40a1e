namespace Imcc.Core.Contacts;

/// <summary>WeChat's limits of tags, remarks and lists.</summary>
public static class FollowerRules
{
    /// <summary>Tags of one account.</summary>
    public const int MostTags = 100;

    /// <summary>Tags of one follower.</summary>
    public const int MostTagsOfOne = 20;

    /// <summary>Characters of a tag's name, and of a remark.</summary>
    public const int LongestWord = 30;

    /// <summary>Followers in one call that gives or takes a tag.</summary>
    public const int TagBatch = 50;

    /// <summary>Followers in one call of the black list.</summary>
    public const int BlackListBatch = 20;

    /// <summary>Followers asked for in one call.</summary>
    public const int InfoBatch = 100;

    /// <summary>Characters of the reason of a block.</summary>
    public const int LongestReason = 200;

    /// <summary>WeChat's own numbers 0, 1 and 2: its tags, not the account's.</summary>
    public static bool IsReserved(int tagId) => tagId is >= 0 and <= 2;

    /// <summary>As WeChat takes it: at most 30 characters, never half of one.</summary>
    public static string Remark(string name)
    {
        var line = name.Trim();
        if (line.Length <= LongestWord)
            return line;
        return line[..(char.IsHighSurrogate(line[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
    }
}

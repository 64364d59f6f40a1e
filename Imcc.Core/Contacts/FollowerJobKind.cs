namespace Imcc.Core.Contacts;

/// <summary>A long piece of work on all followers of an account. The numbers stand in rows.</summary>
public enum FollowerJobKind
{
    /// <summary>All followers are read, and known from then on, with their tags and remarks.</summary>
    Import = 1,
    /// <summary>The followers of each mapped tag are read.</summary>
    PullTags = 2,
    /// <summary>Everybody known is asked for again, because the account belongs to another open platform now.</summary>
    RereadUnions = 3,
    /// <summary>WeChat's black list is read.</summary>
    PullBlackList = 4,
}

/// <summary>How far such a piece of work is. The numbers stand in rows.</summary>
public enum FollowerJobState
{
    Running = 1,
    Done = 2,
    Failed = 3,
    Cancelled = 4,
}

namespace Imcc.Core.Contacts;

/// <summary>What of a follower our people change here and WeChat is to be told. The numbers stand in rows.</summary>
public enum FollowerAspect
{
    Tags = 1,
    Remark = 2,
    BlackList = 3,
    /// <summary>The person's account is gone: what colleagues noted goes, too. Not told to WeChat.</summary>
    Erasure = 4,
}

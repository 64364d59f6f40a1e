using Imcc.Core.Contacts;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Infrastructure.Followers;

/// <summary>A follower of whom WeChat is to be told something.</summary>
/// <param name="Known">What WeChat said of them last; null: nothing yet.</param>
internal sealed record ToldFollower(ThreadRow Thread, Contact Contact, FollowerRow? Known)
{
    public string OpenId => Thread.ExternalId;
}

using System.Text.Json.Nodes;

namespace Imcc.Web.Simulator;

/// <summary>What the stand-in tells of a follower, as WeChat does since it tells no names any more.</summary>
internal static class StandInPerson
{
    public static string Info(WeChatStandIn standIn, string appId, string openId)
    {
        if (openId.Length == 0)
            return "{\"errcode\":41009,\"errmsg\":\"missing openid\"}";
        var follower = standIn.Find(appId, openId);
        if (follower is null && standIn.KnowsAllFollowers)
            return "{\"errcode\":40003,\"errmsg\":\"invalid openid\"}";
        var info = new JsonObject { ["subscribe"] = follower?.IsFollowing == false ? 0 : 1, ["openid"] = openId };
        if (follower?.IsFollowing != false)
        {
            info["language"] = "zh_CN";
            info["subscribe_time"] = standIn.Users.SinceOf(appId, openId, standIn.Now).ToUnixTimeSeconds();
            var scene = standIn.Users.SceneOf(appId, openId);
            info["remark"] = standIn.Users.RemarkOf(appId, openId);
            info["groupid"] = 0;
            info["tagid_list"] = new JsonArray([.. standIn.Users.Worn(appId, openId).Select(t => JsonValue.Create(t))]);
            info["subscribe_scene"] = scene.Length > 0 ? "ADD_SCENE_QR_CODE" : "ADD_SCENE_OTHERS";
            var isNumber = uint.TryParse(scene, out var number);
            info["qr_scene"] = isNumber ? number : 0;
            info["qr_scene_str"] = isNumber ? "" : scene;
        }

        if (follower?.UnionId is { Length: > 0 } unionId)
            info["unionid"] = unionId;
        return info.ToJsonString();
    }
}

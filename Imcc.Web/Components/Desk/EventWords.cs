using Imcc.Core.Channels;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Desk;

/// <summary>What happened at the channel, in one line that an agent understands; what nobody named yet shows its own name.</summary>
public static class EventWords
{
    public static string Of(EventContent e, IStringLocalizer<DeskText> words)
    {
        var key = e.Key ?? "";
        return e.Name.ToLowerInvariant() switch
        {
            "subscribe" when key.Length > 0 => words["Event.SubscribeBy", Scene(key)],
            "subscribe" => words["Event.Subscribe"],
            "friend_add" => words["Event.FriendAdd"],
            "friend_del" => words["Event.FriendDel"],
            "group_add_robot" => words["Event.GroupAdd"],
            "group_del_robot" => words["Event.GroupDel"],
            "c2c_msg_reject" or "group_msg_reject" => words["Event.MessagesOff"],
            "c2c_msg_receive" or "group_msg_receive" => words["Event.MessagesOn"],
            "interaction_create" => words["Event.Click", key],
            "unsubscribe" => words["Event.Unsubscribe"],
            "scan" => words["Event.Scan", Scene(key)],
            "click" => words["Event.Click", key],
            "view" => words["Event.View", key],
            "view_miniprogram" => words["Event.MiniProgram", key],
            "location" => words["Event.Location"],
            "enter" or "user_enter_tempsession" => words["Event.Enter"],
            "leave" => words["Event.Leave"],
            "scancode_push" or "scancode_waitmsg" => words["Event.ScanCode", key],
            "pic_sysphoto" or "pic_photo_or_album" or "pic_weixin" => words["Event.Picture", key],
            "location_select" => words["Event.LocationSelect", key],
            "templatesendjobfinish" or "masssendjobfinish" => words["Event.JobDone"],
            _ => words["Event.Other", key.Length > 0 ? e.Name + " " + key : e.Name],
        };
    }

    // On following by a code the channel puts this before the scene.
    private static string Scene(string key) => key.StartsWith("qrscene_", StringComparison.Ordinal) ? key["qrscene_".Length..] : key;
}
